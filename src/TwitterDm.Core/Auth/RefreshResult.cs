using TwitterDm.Notices;

namespace TwitterDm.Auth;

/// <summary>The result of a refresh. The caller starts using the tokens before it sends the notice.</summary>
/// <param name="tokens">The tokens to use from now on.</param>
internal sealed class RefreshResult(TokenSet tokens)
{
    public TokenSet Tokens { get; } = tokens;

    /// <summary>Whether X issued the tokens for this refresh; false if another process had already stored newer ones.</summary>
    public bool IsIssued { get; init; }

    /// <summary>The notice for the user: the tokens were refreshed, or they could not be saved.</summary>
    public required DmNotice Notice { get; init; }
}
