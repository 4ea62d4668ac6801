using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Authentication;

/// <summary>Finds out who calls, from the Authorization header alone.</summary>
internal sealed class Authenticator(TimeProvider clock)
{
    private static readonly Dictionary<string, Caller> Tokens = new(StringComparer.Ordinal)
    {
        [SandboxCredentials.UserToken] =
            Caller.WithScopes("dm.read", "dm.write", "tweet.read", "users.read", "media.write", "offline.access"),
        [SandboxCredentials.ReadlessToken] = Caller.WithScopes("dm.write", "tweet.read", "users.read"),
        [SandboxCredentials.AppOnlyToken] = Caller.Application,
    };

    private readonly SignatureCheck _signatures = new(clock);

    /// <summary>The caller, or the answer that turns it away.</summary>
    public Caller? Identify(SandboxRequest request, out Answer refusal)
    {
        refusal = ProblemAnswers.Unauthorized;
        var header = request.Headers.GetValueOrDefault("Authorization") ?? "";
        var split = header.IndexOf(' ', StringComparison.Ordinal);
        var (scheme, rest) = split < 0 ? (header, "") : (header[..split], header[(split + 1)..].Trim());
        if (string.Equals(scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
            return Tokens.GetValueOrDefault(rest);
        if (!string.Equals(scheme, "OAuth", StringComparison.OrdinalIgnoreCase))
            return null;
        if (_signatures.Refusal(request, rest) is not { } reason)
            return Caller.Signed;
        refusal = ProblemAnswers.OldError(401, reason.Code, reason.Message);
        return null;
    }

    /// <summary>What an endpoint answers to a caller that may not use it, or null where it may.</summary>
    public static Answer? Forbid(Caller caller, Endpoint endpoint)
    {
        if (caller.Kind == CallerKind.Application)
            return endpoint.AppOnlyAllowed ? null : ProblemAnswers.UnsupportedAuthentication;
        if (caller.Kind == CallerKind.User)
            return null;
        var missing = endpoint.Scopes.Except(caller.Scopes, StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : ProblemAnswers.MissingScope(missing);
    }
}
