namespace TwitterDm.Http;

/// <summary>
/// The scope that a request requires, according to X's OpenAPI description. X refuses a request without it by a plain 403, which looks like
/// a refusal by the recipient; where the scopes of the token are known, they tell the two apart.
/// </summary>
internal static class RequiredScope
{
    private static readonly HttpRequestOptionsKey<bool> IsMissingKey = new("TwitterDm.IsScopeMissing");

    /// <summary>Notes whether the token lacks the scope that the request requires.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scopes">The scopes of the token; empty if they are unknown.</param>
    public static void Check(HttpRequestMessage request, IReadOnlyList<string> scopes)
        => request.Options.Set(IsMissingKey, scopes.Count > 0 && Of(request) is { } scope && !scopes.Contains(scope, StringComparer.Ordinal));

    /// <summary>Whether the token of a request is known to lack the scope.</summary>
    public static bool IsMissing(HttpRequestMessage? request)
        => request is not null && request.Options.TryGetValue(IsMissingKey, out var isMissing) && isMissing;

    private static string? Of(HttpRequestMessage request)
    {
        var path = request.RequestUri?.AbsolutePath ?? string.Empty;
        if (path.StartsWith("/2/media", StringComparison.Ordinal) || path.StartsWith("/2/chat/media", StringComparison.Ordinal))
            return "media.write";
        if (request.RequestUri is { IsAbsoluteUri: true } && ApiCall.Find(request) is { Request.Address: not null })
            return null;
        var isMessaging = path.StartsWith("/2/dm_", StringComparison.Ordinal) || path.Contains("/dm/", StringComparison.Ordinal)
            || path.StartsWith("/2/chat/", StringComparison.Ordinal) || path.EndsWith("/public_keys", StringComparison.Ordinal);
        if (!isMessaging)
            return null;
        return request.Method == HttpMethod.Get ? "dm.read" : "dm.write";
    }
}
