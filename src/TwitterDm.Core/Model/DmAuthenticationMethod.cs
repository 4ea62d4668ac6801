namespace TwitterDm;

/// <summary>How a connection signs in.</summary>
public enum DmAuthenticationMethod
{
    /// <summary>An OAuth 2.0 access token of a user.</summary>
    OAuth2,

    /// <summary>OAuth 1.0a: the keys of an app and a user's token, each request signed.</summary>
    OAuth1,
}
