using System.Collections;
using TwitterDm.Transcripts.Redaction;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>Each property of an event and its parts is either redacted or known to stay, so that none that is new is forgotten.</summary>
public sealed class RedactedPropertiesTests
{
    private const string Secret = "see secret7@example.com";

    // Ids, people, and names that the module itself gives.
    private static readonly string[] Kept =
    [
        "DmEvent.ContentState",
        "DmEvent.ConversationId",
        "DmEvent.ConversationType",
        "DmEvent.Direction",
        "DmEvent.EventType",
        "DmEvent.Id",
        "DmEvent.ImportedFrom",
        "DmEvent.ParticipantIds",
        "DmEvent.ReplyToId",
        "DmEvent.SenderId",
        "DmEvent.SenderUsername",
        "DmEvent.Source",
        "DmEvent.TargetId",
        "DmQuote.SenderId",
        "DmUser.Id",
        "DmUser.Name",
        "DmUser.ProfileImageUrl",
        "DmUser.Username",
    ];

    // A page shows none of these, and it takes them to find the files.
    private static readonly string[] KeptForPages =
        ["DmMedia.LocalPath", "DmMedia.MediaKey", "DmMedia.PreviewImageUrl", "DmMedia.Url", "DmMediaVariant.ContentType", "DmMediaVariant.Url"];

    [Fact]
    public void Every_property_is_redacted_or_known_to_stay()
    {
        var item = (DmEvent)Create(typeof(DmEvent));

        Assert.Contains("DmMedia.LocalPath", PlacesIn(item));
        Assert.Equal(Kept, PlacesIn(new EventRedactor(new TextRedactor(true, [])).Of(item)));
        Assert.Equal(Kept, PlacesIn(new EventRedactor(new TextRedactor(false, ["secret7"])).Of(item)));
    }

    [Fact]
    public void For_a_page_only_what_it_does_not_show_stays_as_well()
        => Assert.Equal(
            Kept.Concat(KeptForPages).Order(StringComparer.Ordinal),
            PlacesIn(new EventRedactor(new TextRedactor(true, []), keepsFiles: true).Of((DmEvent)Create(typeof(DmEvent)))));

    private static object Create(Type type)
    {
        if (type == typeof(string))
            return Secret;
        if (type == typeof(DmAdditionalProperties))
            return new DmAdditionalProperties(new Dictionary<string, object?>(StringComparer.Ordinal) { [Secret] = Secret }, Secret);
        if (typeof(DmList).IsAssignableFrom(type))
        {
            var items = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            items.SetValue(Create(type.GetGenericArguments()[0]), 0);
            return Activator.CreateInstance(type, items)!;
        }

        var created = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !property.PropertyType.IsValueType))
            property.SetValue(created, Create(property.PropertyType));
        return created;
    }

    private static List<string> PlacesIn(DmEvent item) => [.. PlacesIn(item, string.Empty).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> PlacesIn(object? value, string place)
        => value switch
        {
            null or ValueType => [],
            string text => text.Contains("secret7", StringComparison.Ordinal) ? [place] : [],
            DmAdditionalProperties members => members
                .SelectMany(member => new[] { member.Key, member.Value })
                .Append(members.ToString())
                .SelectMany(part => PlacesIn(part, place)),
            IEnumerable items => items.Cast<object?>().SelectMany(item => PlacesIn(item, place)),
            _ => value
                .GetType()
                .GetProperties()
                .SelectMany(property => PlacesIn(property.GetValue(value), $"{value.GetType().Name}.{property.Name}")),
        };
}
