using TwitterDm.Notices;

namespace TwitterDm.Auth;

/// <summary>What a refresh came to. The caller takes the tokens into use before it announces anything.</summary>
/// <param name="tokens">The tokens to use from now on.</param>
internal sealed class RefreshResult(TokenSet tokens)
{
    public TokenSet Tokens { get; } = tokens;

    /// <summary>Whether X issued the tokens for this refresh; false where another process had already stored newer ones.</summary>
    public bool IsIssued { get; init; }

    /// <summary>What to tell the user: that the tokens are new, or that they could not be saved.</summary>
    public required DmNotice Notice { get; init; }
}
