namespace TwitterDm.Sandbox.Routing;

/// <summary>The type that a request says its body has.</summary>
internal static class MediaType
{
    /// <summary>Whether it is this one, whatever its parameters.</summary>
    public static bool Is(SandboxRequest request, string type) => string.Equals(
        (request.Headers.GetValueOrDefault("Content-Type") ?? "").Split(';')[0].Trim(), type, StringComparison.OrdinalIgnoreCase);
}
