namespace TwitterDm.Sandbox.Faults;

/// <summary>What a fault does.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Effect">What the sandbox does.</param>
/// <param name="Value">The values that it takes after an equals sign; null if it takes none.</param>
/// <param name="NeedsValue">Whether it needs a value.</param>
public sealed record FaultDescription(string Name, string Effect, string? Value, bool NeedsValue);
