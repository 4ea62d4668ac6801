namespace TwitterDm;

/// <summary>What went wrong, for scripts to distinguish. The error id is <c>Dm</c> followed by the name, and does not change.</summary>
public enum DmErrorKind
{
    /// <summary>There is no connection, or it was disconnected.</summary>
    NotConnected,

    /// <summary>The API does not accept the credentials (401), or they have expired.</summary>
    Authentication,

    /// <summary>The API refuses the request (403): a scope is missing, the token is app-only, or the user cannot be messaged.</summary>
    Permission,

    /// <summary>What was requested does not exist (404, or a not-found problem in a 200).</summary>
    NotFound,

    /// <summary>The request is not valid (400), or failed validation before it was sent.</summary>
    InvalidRequest,

    /// <summary>A rate limit was reached, and waiting is not allowed or would take too long; or a cap that no wait lifts.</summary>
    RateLimit,

    /// <summary>The account has no credit at X (402).</summary>
    Credit,

    /// <summary>The next request could exceed the connection's spending limit, and was not sent.</summary>
    SpendingLimit,

    /// <summary>
    /// The API or the network is unavailable (5xx, connection failures), and all retries failed; or a proxy refused the request.
    /// </summary>
    Service,

    /// <summary>The response is not what the API documents: HTML, truncated JSON, a redirect, or a list that repeats itself.</summary>
    Protocol,

    /// <summary>Delivery of a message could not be confirmed: its response was lost, and the conversation does not show it (yet).</summary>
    SendUncertain,

    /// <summary>A file cannot be read or written, or is not what it should be.</summary>
    File,

    /// <summary>The account's X Chat key is missing where it is needed, is malformed, or belongs to another account.</summary>
    ChatKey,
}
