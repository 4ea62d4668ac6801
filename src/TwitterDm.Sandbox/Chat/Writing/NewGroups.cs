using System.Collections.Concurrent;
using System.Globalization;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>The ids of groups that clients are going to create. Thread-safe.</summary>
internal sealed class NewGroups(IdGenerator ids)
{
    private static readonly TextPattern GroupId = new("^g[0-9]{1,19}$");

    private readonly ConcurrentDictionary<string, Person> _creators = new(StringComparer.Ordinal);

    /// <summary>Reserves an id.</summary>
    public string Reserve(Person creator)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"g{ids.Next()}");
        _creators[id] = creator;
        return id;
    }

    /// <summary>
    /// Whether someone can use an id: one that is reserved for them, or one that they chose themselves and that is reserved for nobody.
    /// </summary>
    public bool IsAvailableTo(Person creator, string id)
        => _creators.TryGetValue(id, out var owner) ? owner == creator : GroupId.Matches(id);
}
