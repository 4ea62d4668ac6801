using System.Text.Json;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>The objects that events refer to, each once, in the order of their first occurrence.</summary>
internal sealed class Includes
{
    private readonly List<Person> _users = [];
    private readonly List<Attachment> _media = [];
    private readonly List<Post> _posts = [];

    private bool AsPosts { get; set; }

    private bool AsTweets { get; set; }

    public void Add(in DmEvent item, EventExpansions expansions)
    {
        if (expansions.HasFlag(EventExpansions.Sender) && item.Sender is { } sender)
            AddOnce(_users, sender);
        if (expansions.HasFlag(EventExpansions.Participants))
        {
            foreach (var participant in item.Participants ?? [])
                AddOnce(_users, participant);
        }

        if (expansions.HasFlag(EventExpansions.Media) && item.Attachment is { } attachment)
            _media.Add(attachment);
        if (item.ReferencedPost is { } post)
            Add(post, asPost: expansions.HasFlag(EventExpansions.Posts), asTweet: expansions.HasFlag(EventExpansions.Tweets));
    }

    public void Add(Post post, bool asPost, bool asTweet)
    {
        if (!asPost && !asTweet)
            return;
        AsPosts |= asPost;
        AsTweets |= asTweet;
        AddOnce(_posts, post);
    }

    public void Write(Utf8JsonWriter json, UserFields users, FieldSet posts, MediaFields? media = null)
    {
        if (_users.Count + _media.Count + _posts.Count == 0)
            return;
        json.WriteStartObject("includes");
        WriteEach(json, "users", _users, person => UserWriter.Write(json, person, users));
        if (media is not null)
            WriteEach(json, "media", _media, attachment => MediaWriter.Write(json, attachment, media));
        if (AsPosts)
            WriteEach(json, "posts", _posts, post => PostWriter.Write(json, post, posts, asTweet: false));
        if (AsTweets)
            WriteEach(json, "tweets", _posts, post => PostWriter.Write(json, post, posts, asTweet: true));
        json.WriteEndObject();
    }

    private static void WriteEach<T>(Utf8JsonWriter json, string name, List<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void AddOnce<T>(List<T> items, T item)
    {
        if (!items.Contains(item))
            items.Add(item);
    }
}
