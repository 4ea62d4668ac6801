namespace TwitterDm.Notices;

/// <summary>Short forms of the notices that are posted most often; a missing sink takes them and does nothing.</summary>
internal static class NoticeSinkExtensions
{
    public static void Verbose(this INoticeSink? sink, string text) => sink?.Post(new DmVerboseNotice(text));

    public static void Warn(this INoticeSink? sink, string text) => sink?.Post(new DmWarningNotice(text));
}
