using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// Identifies an event by an id, an event of a listing, or a message that was sent. Any value is accepted at first; an invalid one is
/// reported when it is used, so that one bad item among many does not stop the others.
/// </summary>
public sealed class DmEventReference
{
    private const int MaxPreview = 40;

    /// <summary>A reference from an id.</summary>
    /// <param name="id">The id; white space around it is ignored.</param>
    public DmEventReference(string id)
    {
        Id = (id ?? string.Empty).Trim();
        Description = VisibleText.Of(Id, 60);
    }

    /// <summary>A reference from an id that was typed as a number.</summary>
    /// <param name="id">The id.</param>
    public DmEventReference(long id)
        : this(id.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>A reference to an event that was listed.</summary>
    /// <param name="item">The event.</param>
    public DmEventReference(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Id = item.Id;
        var from = item.Sender is { } sender ? $" from {sender}" : string.Empty;
        Description = $"{item}{from}, {item.CreatedAtUtc:u}";
        Preview = Beginning(item.Text);
    }

    /// <summary>A reference to a message that was sent.</summary>
    /// <param name="message">The message.</param>
    public DmEventReference(DmMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Id = message.EventId ?? string.Empty;
        Description = message.ToString();
        Preview = Beginning(message.Text);
    }

    /// <summary>The event's id.</summary>
    public string Id { get; }

    /// <summary>Which event it is, as far as it is known, in one line, without its text.</summary>
    public string Description { get; }

    private string Preview { get; } = string.Empty;

    /// <summary>The event's id.</summary>
    public override string ToString() => VisibleText.Of(Id, 60);

    /// <summary>The beginning of its text, for a confirmation. A method, so that printing the object does not show the text.</summary>
    /// <returns>A colon and the beginning; empty where the text is unknown.</returns>
    public string GetPreview() => Preview;

    /// <summary>Throws if the id is not valid.</summary>
    /// <returns>The id.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the id.</exception>
    public string CheckedId() => Ids.CheckEventId(Id, "event id");

    private static string Beginning(string? text) => string.IsNullOrEmpty(text) ? string.Empty : ": " + VisibleText.Of(text, MaxPreview);
}
