"""Who reads the published figures to learn a firm's: what they know, what they solve, what must stay in doubt."""
