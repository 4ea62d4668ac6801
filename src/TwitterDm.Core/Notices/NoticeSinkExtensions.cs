namespace TwitterDm.Notices;

/// <summary>Shortcuts for the notices that are posted most often; with a null sink, they do nothing.</summary>
internal static class NoticeSinkExtensions
{
    /// <summary>Whether verbose and debug notices are worth their text, which takes time where there are many.</summary>
    public static bool ShowsDetails(this INoticeSink? sink) => sink is { WantsDetails: true };

    public static void Verbose(this INoticeSink? sink, string text)
    {
        if (sink.ShowsDetails())
            sink!.Post(new DmVerboseNotice(text));
    }

    public static void Debug(this INoticeSink? sink, string text)
    {
        if (sink.ShowsDetails())
            sink!.Post(new DmDebugNotice(text));
    }

    public static void Warn(this INoticeSink? sink, string text) => sink?.Post(new DmWarningNotice(text));
}
