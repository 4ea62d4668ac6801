namespace TwitterDm.Sandbox.World;

/// <summary>The options that determine the worlds of the accounts.</summary>
/// <param name="Clock">The clock. The generated events end at its time when the sandbox is created.</param>
/// <param name="Seed">The seed that the generated events are derived from.</param>
/// <param name="EventCount">The number of generated events in the last 30 days.</param>
/// <param name="ListDelay">How long it takes until a sent message appears in lists.</param>
internal sealed record WorldOptions(TimeProvider Clock, int Seed, int EventCount, TimeSpan ListDelay);
