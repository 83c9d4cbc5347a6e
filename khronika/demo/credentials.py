"""What everybody knows: the demonstration's secrets. A real home refuses them."""

PASSPHRASE = "demonstration passphrase"
ROOT_PASSPHRASE = "demonstration root passphrase"
USER = "demo"
SECOND = "demo-second"  # confirms what takes two; frozen when the demonstration is built
PASSWORD = "demonstration"
ALL = frozenset((PASSPHRASE, ROOT_PASSPHRASE, PASSWORD))
