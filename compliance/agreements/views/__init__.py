"""The pages of agreements: reading, preparing, signing, ending, and the register of templates."""
