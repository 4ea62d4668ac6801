namespace TwitterDm.Sandbox;

/// <summary>One request as it reached the sandbox.</summary>
/// <param name="Method">The verb, such as GET.</param>
/// <param name="Uri">The absolute address, with the authority that the client believes it talks to: signatures cover it.</param>
/// <param name="Headers">The headers, by name without regard to case; several values joined by a comma.</param>
/// <param name="Body">The body, empty where there is none.</param>
public sealed record SandboxRequest(
    string Method,
    Uri Uri,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body);
