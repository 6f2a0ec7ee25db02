"""Everything that writes: brands, replications, help, visits, experts, organisations."""
