"""What the newsroom published, on its way into an edition: through the gate, related to each other, printed."""
