"""Long measurements: accuracy on real files, speed and memory beside the peers, hostile input."""
