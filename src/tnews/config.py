"""The configuration: TOML in, `Config` out, every mistake named."""
