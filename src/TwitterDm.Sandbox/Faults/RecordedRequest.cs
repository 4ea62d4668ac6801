namespace TwitterDm.Sandbox.Faults;

/// <summary>A request as it was received.</summary>
/// <param name="Number">The number since the start or the last reset of the fault plan, from 1.</param>
/// <param name="Time">The time it was received, by the sandbox's clock.</param>
/// <param name="Method">The method.</param>
/// <param name="PathAndQuery">The request target with its original escapes.</param>
/// <param name="Headers">The headers by case-insensitive name.</param>
public sealed record RecordedRequest(
    int Number,
    DateTimeOffset Time,
    string Method,
    string PathAndQuery,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The maximum length of a recorded body.</summary>
    public const int BodyLimit = 128 * 1024;

    /// <summary>The body, or the first <see cref="BodyLimit"/> bytes of it.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
