namespace TwitterDm;

/// <summary>The windows in which the API counts requests.</summary>
public enum DmRateLimitWindow
{
    /// <summary>The short window, 15 minutes on X (headers <c>x-rate-limit-*</c>).</summary>
    FifteenMinutes,

    /// <summary>The user's day (headers <c>x-user-limit-24hour-*</c>).</summary>
    UserDay,

    /// <summary>The app's day (headers <c>x-app-limit-24hour-*</c>).</summary>
    AppDay,
}
