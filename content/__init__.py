"""What all content needs, whoever writes it: judged uploads, addresses in pinyin, themes. Knows none of our apps."""
