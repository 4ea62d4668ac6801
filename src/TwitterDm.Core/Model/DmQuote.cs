using TwitterDm.Text;

namespace TwitterDm;

/// <summary>The message that a reply quotes, as the reply shows it.</summary>
public sealed class DmQuote
{
    /// <summary>The id of the user who wrote the quoted message, according to the reply.</summary>
    public string? SenderId { get; init; }

    /// <summary>The quoted text, which can be the beginning of the message (untrusted input).</summary>
    public string? Text { get; init; }

    /// <summary>
    /// True if the original message is in the reply or was read over the connection, its signature is valid, and the quote agrees with it;
    /// false if it does not; null, which is unproven, if there is no original to compare with.
    /// </summary>
    public bool? IsVerified { get; init; }

    /// <summary>The quoted text.</summary>
    public override string ToString() => VisibleText.Of(Text);

    internal DmQuote WithSafeText()
        => new()
        {
            SenderId = SpreadsheetText.Of(SenderId),
            Text = SpreadsheetText.Of(Text),
            IsVerified = IsVerified,
        };
}
