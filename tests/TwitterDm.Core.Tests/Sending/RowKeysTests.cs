using TwitterDm.Sending;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>A row that passes for another one would be skipped as sent before.</summary>
public sealed class RowKeysTests
{
    private static readonly string?[] Parts = [null, string.Empty, "1", "2", "12", "23", "3", "1:2", ":", "1:", ":1", "-1:", "2:23"];

    [Fact]
    public void No_two_different_messages_have_the_same_key()
    {
        var messages =
            from text in Parts
            from path in Parts
            from media in Parts
            from conversation in Parts
            select new DmOutgoingMessage { ConversationId = conversation, Text = text, MediaPath = path, MediaId = media };
        var keys = new HashSet<string>(StringComparer.Ordinal);

        foreach (var message in messages)
            Assert.True(keys.Add(KeyOf(message)), $"{message} has the key of another message.");
    }

    [Fact]
    public void A_recipient_and_a_conversation_and_the_text_behind_them_do_not_run_together()
    {
        DmOutgoingMessage[] messages =
        [
            new() { To = new("1"), Text = "23" },
            new() { To = new("12"), Text = "3" },
            new() { To = new("123"), Text = string.Empty },
            new() { To = new("123") },
            new() { To = new("1"), ConversationId = "23" },
            new() { ConversationId = "123" },
            new() { ConversationId = "12", Text = "3" },
            new() { ConversationId = "1", Text = "23" },
            new() { Text = "123" },
            new() { To = new("@a"), Text = "bc" },
            new() { To = new("@ab"), Text = "c" },
        ];

        Assert.Equal(messages.Length, messages.Select(KeyOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_same_message_has_the_same_key_in_every_run()
    {
        var message = new DmOutgoingMessage { To = new("@Jacqueline"), Text = "Hello", MediaPath = "a.png" };

        Assert.Equal(KeyOf(message), KeyOf(message with { To = new("@jacqueline") }));
        // What journals of earlier versions hold.
        Assert.Equal("9A2D4DEF84B06F6FB391741F3BC8EDA2-1", KeyOf(message));
    }

    [Fact]
    public void Repeated_messages_are_numbered_each_for_itself()
    {
        var (one, two) = (new DmOutgoingMessage { To = new("1"), Text = "a" }, new DmOutgoingMessage { To = new("2"), Text = "a" });
        var keys = new RowKeys();

        var rows = new[] { one, two, one, one, two }.Select(keys.Next).ToArray();

        Assert.Equal(["1", "1", "2", "3", "2"], rows.Select(key => key.Split('-')[1]));
        Assert.Equal(rows[0].Split('-')[0], rows[2].Split('-')[0]);
        Assert.Equal(5, rows.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_key_does_not_show_the_text()
    {
        var key = KeyOf(new DmOutgoingMessage { To = new("1"), Text = "ABCDEF" });

        Assert.Matches("^[0-9A-F]{32}-1$", key);
    }

    private static string KeyOf(DmOutgoingMessage message) => new RowKeys().Next(message);
}
