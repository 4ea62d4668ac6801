namespace TwitterDm.Sandbox.Host;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Number">Its number, from 1, since the start or the last reset of the fault plan.</param>
/// <param name="Time">When it came, by the sandbox's clock.</param>
/// <param name="Method">The verb.</param>
/// <param name="PathAndQuery">The target, escaped as it came.</param>
/// <param name="Headers">The headers, by name without regard to case.</param>
public sealed record RecordedRequest(
    int Number,
    DateTimeOffset Time,
    string Method,
    string PathAndQuery,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>How much of a body is kept.</summary>
    public const int BodyLimit = 128 * 1024;

    /// <summary>The body, or the first <see cref="BodyLimit"/> bytes of it.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
