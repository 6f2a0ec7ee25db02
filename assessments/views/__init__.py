"""What is reached under /quiz/: sitting a quiz, and what people do with handed-in papers."""
