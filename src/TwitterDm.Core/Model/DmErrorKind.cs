namespace TwitterDm;

/// <summary>What went wrong, as a script can tell it apart; each is a stable error id, <c>Dm</c> and the name.</summary>
public enum DmErrorKind
{
    /// <summary>There is no connection, or it was disconnected.</summary>
    NotConnected,

    /// <summary>The API does not know the credentials (401), or they have expired.</summary>
    Authentication,

    /// <summary>The API knows who asks and refuses (403): a scope is missing, the token is app-only, the user cannot be messaged.</summary>
    Permission,

    /// <summary>What was asked for is not there (404, or a not-found problem in a 200).</summary>
    NotFound,

    /// <summary>The request is wrong (400), or was found wrong before it was sent.</summary>
    InvalidRequest,

    /// <summary>A rate limit is reached and waiting was not wanted, or would take too long.</summary>
    RateLimit,

    /// <summary>The next request could pass the connection's spending limit: it was not sent.</summary>
    SpendingLimit,

    /// <summary>The API or the network is unavailable (5xx, connection failures); all retries failed.</summary>
    Service,

    /// <summary>The response is not what the API promises: HTML, truncated JSON, a redirect, or a list that repeats itself.</summary>
    Protocol,

    /// <summary>Delivery of a message could not be confirmed: its response was lost, and the conversation does not show it (yet).</summary>
    SendUncertain,
}
