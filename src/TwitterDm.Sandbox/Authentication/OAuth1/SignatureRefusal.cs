namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>Why a signed request is turned away, in X's numbers and words.</summary>
internal sealed record SignatureRefusal(int Code, string Message)
{
    public static SignatureRefusal NotAuthenticated { get; } = new(32, "Could not authenticate you.");

    public static SignatureRefusal InvalidToken { get; } = new(89, "Invalid or expired token.");

    public static SignatureRefusal TimestampOutOfBounds { get; } = new(135, "Timestamp out of bounds.");
}
