namespace TwitterDm.Auth.SignIn;

/// <summary>What a sign-in with OAuth 1.0a gives: a token that does not end. No record: nothing prints it.</summary>
internal sealed class PinGrant
{
    /// <summary>Signs with the app's keys and this token.</summary>
    public required OAuth1Credential Credential { get; init; }

    public required string AccessToken { get; init; }

    public required string AccessTokenSecret { get; init; }

    public string? UserId { get; init; }

    public string? Username { get; init; }
}
