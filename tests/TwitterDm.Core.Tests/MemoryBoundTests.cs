using System.Globalization;
using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests;

/// <summary>The memory that a list uses does not grow with its length.</summary>
public sealed class MemoryBoundTests
{
    private const int Remembered = 10_000;

    [Fact]
    public void The_last_ten_thousand_event_ids_are_remembered()
    {
        var ids = new RecentIds();
        for (var id = 1; id <= 3 * Remembered; id++)
            Assert.True(ids.Add(Text(id)));

        Assert.Equal(Remembered, Enumerable.Range(1, 3 * Remembered).Count(id => ids.Has(Text(id))));
        Assert.False(ids.Has(Text(2 * Remembered)));
        Assert.True(ids.Has(Text((2 * Remembered) + 1)));
        Assert.False(ids.Add(Text(3 * Remembered)));
    }

    [Fact]
    public void A_repeated_id_takes_no_additional_space()
    {
        var ids = new RecentIds();
        for (var id = 1; id <= Remembered; id++)
            ids.Add(Text(id));

        for (var times = 0; times < 10; times++)
            Assert.False(ids.Add(Text(Remembered)));

        Assert.True(ids.Has(Text(1)));
    }

    [Fact]
    public void The_last_ten_thousand_sent_messages_are_remembered()
    {
        var events = new SentEvents();
        for (var id = 1; id <= Remembered + 1; id++)
            Assert.True(events.Claim(Text(id)));

        Assert.Equal(Remembered, Enumerable.Range(1, Remembered + 1).Count(id => events.Has(Text(id))));
        Assert.False(events.Has(Text(1)));
    }

    [Fact]
    public void The_first_ten_thousand_users_are_kept_and_updated()
    {
        var users = new KnownUsers();
        for (var id = 1; id <= 2 * Remembered; id++)
            users.Add(User(id, $"user_{id}"));

        Assert.Equal(Remembered, users.All.Count());
        Assert.Null(users.Find(Text(Remembered + 1)));
        Assert.Null(users.FindByName($"user_{Remembered + 1}"));
        users.Add(User(1, "renamed"));
        Assert.Equal("renamed", users.Find("1")!.Username);
        Assert.Equal("1", users.FindByName("RENAMED")!.Id);
    }

    [Fact]
    public void The_users_of_a_page_are_known_to_the_page_when_the_cache_is_full()
    {
        var account = new AccountContext(User(Remembered + 2, "me"), TimeProvider.System, () => DateTimeOffset.UtcNow, new Uri("https://api.x.com/"));
        var users = account.Users;
        for (var id = 1; id <= Remembered; id++)
            users.Add(User(id, $"user_{id}"));

        var includes = new WireIncludes { Users = [new WireUser { Id = "77777", Username = "late" }] };
        var events = account.CreateEvents([new WireEvent { Id = "1", SenderId = "77777" }, new WireEvent { Id = "2", SenderId = "5" }], includes);

        Assert.Equal(["late", "user_5"], events.Select(item => item.SenderUsername));
        Assert.Null(users.Find("77777"));
    }

    [Fact]
    public void A_name_that_changed_hands_belongs_to_its_current_user()
    {
        var users = new KnownUsers();
        for (var rename = 1; rename <= Remembered; rename++)
            users.Add(User(1, $"name_{rename}"));

        Assert.Null(users.FindByName("name_1"));
        Assert.Equal("1", users.FindByName($"name_{Remembered}")!.Id);

        users.Add(User(2, $"name_{Remembered}"));
        users.Add(User(1, "another"));
        Assert.Equal("2", users.FindByName($"name_{Remembered}")!.Id);
    }

    [Fact]
    public async Task The_first_thousand_conversations_are_kept_for_completion()
    {
        await using var api = await TestApi.StartAsync();

        api.Connection.Account.CreateEvents(
            [
                .. Enumerable
                    .Range(1, 3_000)
                    .Select(id => new WireEvent
                    {
                        Id = Text(id),
                        EventType = "MessageCreate",
                        DmConversationId = Text(id),
                    }),
            ],
            null);

        Assert.Equal(1_000, api.Connection.Account.Conversations.Ids.Count());
        Assert.Contains("1000", api.Connection.Account.Conversations.Ids);
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static DmUser User(int id, string name) => new() { Id = Text(id), Username = name };
}
