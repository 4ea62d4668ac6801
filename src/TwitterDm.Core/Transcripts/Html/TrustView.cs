namespace TwitterDm.Transcripts.Html;

/// <summary>Says in plain words what could not be read, and what is not proven.</summary>
internal static class TrustView
{
    /// <summary>A warning about an event, if it needs one.</summary>
    public static void Write(HtmlPage page, DmEvent item, string sender)
    {
        if (UnreadableWords(item) is { } words)
            page.Write($"<p class=\"w\">{words}</p>\n");
        if (item.IsVerified is not false)
            return;
        if (!item.MayBeEdited)
            page.Write($"<p class=\"w\"><b>Not verified.</b> Nothing proves that this is from <bdi>{sender}</bdi>.</p>\n");
        else
        {
            page.Write(
                $"<p class=\"w\"><b>Not verified.</b> When it was exported, nothing proved that this is from <bdi>{sender}</bdi>.</p>\n");
        }
    }

    /// <summary>A mark for what is proven. A file or a copy can be edited, so that of an event from one says less.</summary>
    public static void WriteMark(HtmlPage page, DmEvent item)
    {
        if (item.IsVerified is not true)
            return;
        if (!item.MayBeEdited)
        {
            page.Write(
                $"<span class=\"v\" title=\"Verified: the signature is valid, and was made with a key that X has registered for the sender.\">✓<span class=\"sr\"> verified</span></span>");
        }
        else
        {
            page.Write(
                $"<span class=\"v\" title=\"The file or copy that this comes from says so. It could have been edited.\">verified when exported</span>");
        }
    }

    private static string? UnreadableWords(DmEvent item) => item.ContentState switch
    {
        nameof(DmContentState.NoKey) => "This message is encrypted, and there was no key for it.",
        nameof(DmContentState.Undecryptable) => "This message is encrypted, and could not be decrypted.",
        nameof(DmContentState.Malformed) => "This message is damaged, and could not be read.",
        _ => null,
    };
}
