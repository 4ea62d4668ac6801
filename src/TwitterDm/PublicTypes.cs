using TwitterDm.Output;

namespace TwitterDm;

/// <summary>The types that are known by name at the prompt: what cmdlets emit and accept, and the types of their properties.</summary>
internal static class PublicTypes
{
    /// <summary>The types for users, by their full names.</summary>
    public static IReadOnlyList<Type> ForUsers { get; } =
    [
        typeof(DmAdditionalProperties),
        typeof(DmAuthenticationMethod),
        typeof(DmCheck),
        typeof(DmCheckState),
        typeof(DmConnection),
        typeof(DmContentState),
        typeof(DmConversation),
        typeof(DmConversationType),
        typeof(DmDirection),
        typeof(DmErrorKind),
        typeof(DmErrorReason),
        typeof(DmEvent),
        typeof(DmEventReference),
        typeof(DmEventType),
        typeof(DmException),
        typeof(DmListingReport),
        typeof(DmMedia),
        typeof(DmMediaVariant),
        typeof(DmMediaVariantChoice),
        typeof(DmMessage),
        typeof(DmOutgoingMessage),
        typeof(DmPrices),
        typeof(DmProblem),
        typeof(DmProfile),
        typeof(DmProfileProtection),
        typeof(DmQuote),
        typeof(DmRateLimit),
        typeof(DmRateLimitAction),
        typeof(DmRateLimitForecast),
        typeof(DmRateLimitWindow),
        typeof(DmResumePoint),
        typeof(DmSandbox),
        typeof(DmSandboxAccount),
        typeof(DmSendReport),
        typeof(DmSource),
        typeof(DmStopReason),
        typeof(DmTokenSet),
        typeof(DmTranscriptFormat),
        typeof(DmUsage),
        typeof(DmUser),
        typeof(DmUserReference),
    ];

    /// <summary>The helper of the views in TwitterDm.Format.ps1xml, which run outside the module.</summary>
    public static Type ForViews { get; } = typeof(Display);
}
