int mine() { return 0; }
