using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Answers, edits, reactions, deletions and read marks.</summary>
public sealed class ChatChangeTests
{
    [Fact]
    public async Task An_answer_quotes_the_original_that_was_read()
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "Where are the keys?", Jacqueline);
        await api.NewestAsync(OneToOne);

        var sent = await api.SendAsync(To(Jacqueline, "In the drawer.") with { ReplyToId = id });

        var read = (await api.NewestAsync(OneToOne))[0];
        Assert.Equal((sent.EventId, id, "Where are the keys?", true), (read.Id, read.ReplyToId, read.Quote!.Text, read.Quote.IsVerified));
        Assert.Equal(Jacqueline, read.Quote.SenderId);
    }

    [Fact]
    public async Task An_answer_to_an_event_that_was_not_read_has_its_id_only()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAsync(To(Jacqueline, "So that the key is known."));
        var id = api.Server.Api.AddChatMessage(Jacqueline, "Where are the keys?", Jacqueline);
        var before = api.Calls.Count;

        await api.SendAsync(To(Jacqueline, "In the drawer.") with { ReplyToId = id });

        Assert.Single(api.Calls.Skip(before));
        var read = (await api.NewestAsync(OneToOne))[0];
        Assert.Equal((id, null, null), (read.ReplyToId, read.Quote!.Text, read.Quote.IsVerified));
    }

    [Fact]
    public async Task A_sent_message_is_edited_without_another_look()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "We open at 9"));
        var before = api.Calls.Count;

        var edit = await api.RunAsync(client => client.EditMessageAsync(new(sent), "We open at 10: https://x.com"));

        Assert.Single(api.Calls.Skip(before));
        Assert.Equal(("We open at 10: https://x.com", nameof(DmSource.Chat), OneToOne), (edit.Text, edit.Source, edit.ConversationId));
        var read = (await api.NewestAsync(OneToOne))[0];
        Assert.Equal((edit.EventId, nameof(DmEventType.MessageEdit), sent.EventId, true), (read.Id, read.EventType, read.TargetId, read.IsVerified));
        Assert.Equal(["https://x.com"], read.Urls);
        // An edit stands for what it changed.
        await api.RunAsync(client => client.EditMessageAsync(new(read), "We open at 11"));
        Assert.Equal(sent.EventId, (await api.NewestAsync(OneToOne))[0].TargetId);
    }

    [Fact]
    public async Task A_message_is_edited_by_its_id_after_a_look_at_who_sent_it()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "We open at 9"));
        using var other = await api.Clock.RunAsync(
            DmConnection.OpenAsync(
                api.Options(new BearerCredential(SandboxCredentials.UserToken), chatKey: ChatKey.Parse(SandboxCredentials.ChatKey))));

        await api.Clock.RunAsync(new DmClient(other).EditMessageAsync(new DmEventReference(sent.EventId!).In(OneToOne), "We open at 10"));

        Assert.Equal("We open at 10", api.Server.Api.SentChatMessages[^1].Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_somebody_else_cannot_be_edited(bool isPiped)
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "We open at 9", Jacqueline);
        var target = isPiped ? new DmEventReference((await api.NewestAsync(OneToOne))[0]) : new DmEventReference(id).In(OneToOne);
        var before = api.Calls.Count;

        var error = await api.FailAsync(client => client.EditMessageAsync(target, "We open at 10"));

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.NotAuthor), (error.Kind, error.Reason));
        Assert.Empty(api.Posts());
        Assert.Equal(isPiped ? 0 : 1, api.Calls.Skip(before).Count(call => call.EndsWith("/events", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_author_that_an_object_claims_is_looked_up(bool isDeletion)
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "We open at 9", Jacqueline);
        var forged = new DmEventReference(id).WithDetails(OneToOne, nameof(DmSource.Chat), Me, reaction: null);

        var error = await api.FailAsync(async client =>
        {
            if (isDeletion)
                await client.DeleteChatEventAsync(forged, forEveryone: true);
            else
                await client.EditMessageAsync(forged, "We open at 10");
            return 0;
        });

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.NotAuthor), (error.Kind, error.Reason));
        Assert.Empty(api.Posts());
    }

    [Fact]
    public async Task An_event_that_is_not_in_the_conversation_is_refused()
    {
        await using var api = await TestApi.StartChatAsync();

        var error = await api.FailAsync(client => client.AddReactionAsync(new DmEventReference("1999999999999999999").In(OneToOne), "\U0001F44D"));

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Contains("has no event 1999999999999999999", error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Posts());
    }

    [Fact]
    public async Task A_reaction_is_added_and_taken_back()
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "Done", Jacqueline);
        var message = (await api.NewestAsync(OneToOne))[0];

        var reaction = await api.RunAsync(client => client.AddReactionAsync(new(message), "\U0001F44D\U0001F3FD"));

        var read = (await api.NewestAsync(OneToOne))[0];
        Assert.Equal(
            (reaction.EventId, nameof(DmEventType.ReactionAdd), id, "\U0001F44D\U0001F3FD", true),
            (read.Id, read.EventType, read.TargetId, read.Reaction, read.IsVerified));
        Assert.Null(reaction.Text);
        // A reaction stands for what it is about.
        await api.RunAsync(client => client.RemoveReactionAsync(new(read), read.Reaction!));
        var removal = (await api.NewestAsync(OneToOne))[0];
        Assert.Equal((nameof(DmEventType.ReactionRemove), id), (removal.EventType, removal.TargetId));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("html")]
    public async Task A_reaction_is_repeated_like_a_message(string fault)
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "Done"));
        api.Server.Faults.When(request => request.Method == "POST", Fault.Parse(fault), 2);

        await api.RunAsync(client => client.AddReactionAsync(new(sent), "\u2764\uFE0F"));

        Assert.Equal(["Message", "ReactionAdd"], api.Server.Api.SentChatMessages.Select(message => message.Kind));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task An_own_message_is_deleted(bool forEveryone, int action)
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "Oops"));

        await api.RunAsync(async client =>
        {
            await client.DeleteChatEventAsync(new(sent), forEveryone);
            return 0;
        });

        Assert.Contains(action == 2 ? "delete_for_all" : "delete_for_self", Encoding.UTF8.GetString(api.Server.Requests[^1].Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(await api.NewestAsync(OneToOne, 5), item => item.Id == sent.EventId);
    }

    [Fact]
    public async Task A_deletion_whose_response_is_lost_is_no_error_when_the_message_is_gone()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "gone"));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/delete", StringComparison.Ordinal), Fault.StatusAfterHandling(503), 1);
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/delete", StringComparison.Ordinal), Fault.Status(404), 1);

        await api.RunAsync(async client =>
        {
            await client.DeleteChatEventAsync(new(sent), forEveryone: true);
            return true;
        });

        Assert.Equal(["messages", "delete", "delete"], api.Posts());
    }

    [Fact]
    public async Task Only_the_sender_deletes_for_everyone_in_a_one_to_one()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Api.AddChatMessage(Jacqueline, "Mine", Jacqueline);
        var message = (await api.NewestAsync(OneToOne))[0];

        var error = await api.FailAsync(async client =>
        {
            await client.DeleteChatEventAsync(new(message), forEveryone: true);
            return 0;
        });

        Assert.Equal(DmErrorReason.NotAuthor, error.Reason);
        Assert.Empty(api.Posts());
    }

    [Fact]
    public async Task A_returned_edit_or_reaction_stands_for_its_message()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "We open at 9"));

        var edit = await api.RunAsync(client => client.EditMessageAsync(new(sent), "We open at 10"));
        var reaction = await api.RunAsync(client => client.AddReactionAsync(new(edit), "\U0001F44D"));
        var removal = await api.RunAsync(client => client.RemoveReactionAsync(new(reaction), reaction.Reaction!));
        var again = await api.RunAsync(client => client.EditMessageAsync(new(removal), "We open at 11"));

        Assert.Equal((sent.EventId, null, false), (edit.TargetId, edit.Reaction, edit.IsRemoval));
        Assert.Equal((sent.EventId, "\U0001F44D", false), (reaction.TargetId, reaction.Reaction, reaction.IsRemoval));
        Assert.Equal((sent.EventId, "\U0001F44D", true), (removal.TargetId, removal.Reaction, removal.IsRemoval));
        Assert.Equal(sent.EventId, again.TargetId);
        Assert.Equal((null, null), (sent.TargetId, sent.Reaction));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_a_message_is_not_changed(bool isPiped)
    {
        await using var api = await TestApi.StartChatAsync();
        var events = await api.ListAsync(new() { Sources = [DmSource.Chat], EventTypes = [.. Enum.GetValues<DmEventType>()] });
        var change = events.First(item => item.Is(DmEventType.ConversationChange));
        var target = isPiped ? new DmEventReference(change) : new DmEventReference(change.Id, change.ConversationId);
        var before = api.Calls.Count;

        foreach (var attempt in new Func<DmClient, Task>[]
        {
            client => client.EditMessageAsync(target, "x"),
            client => client.AddReactionAsync(target, "\U0001F44D"),
            client => client.DeleteChatEventAsync(target, forEveryone: true),
        })
        {
            var error = await api.FailAsync(async client =>
            {
                await attempt(client);
                return 0;
            });
            Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.NotAMessage), (error.Kind, error.Reason));
        }

        Assert.Equal(before, api.Calls.Count);
        api.Client().ThrowIfInvalidDeletion(target, forEveryone: false);
    }

    [Fact]
    public async Task A_reply_to_a_message_that_is_known_to_be_elsewhere_is_refused()
    {
        await using var api = await TestApi.StartChatAsync();
        var elsewhere = (await api.NewestAsync(Group))[0];
        var classic = (await api.ListAsync(new() { Sources = [DmSource.Classic], First = 1 }))[0];
        var sent = await api.SendAsync(To(Jacqueline, "Here"));
        var reaction = await api.RunAsync(client => client.AddReactionAsync(new(sent), "\U0001F44D"));
        var before = api.Calls.Count;

        Assert.Equal(DmErrorReason.ReplyToElsewhere, api.Client().CheckMessage(To(Jacqueline, "x") with { ReplyToId = elsewhere.Id }).Error!.Reason);
        Assert.Equal(DmErrorReason.ClassicEventUnchangeable, api.Client().CheckMessage(To(Jacqueline, "x") with { ReplyToId = classic.Id }).Error!.Reason);
        Assert.Equal(sent.EventId, api.Client().CheckMessage(To(Jacqueline, "x") with { ReplyToId = reaction.EventId }).Message.ReplyToId);
        Assert.Equal(before, api.Calls.Count);
    }

    [Fact]
    public async Task A_reference_is_completed_by_what_was_read()
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "Where are the keys?", Jacqueline);
        await api.NewestAsync(OneToOne);

        var known = api.Connection.Recognize(new DmEventReference(id));

        Assert.Equal(
            (OneToOne, nameof(DmSource.Chat), Jacqueline, nameof(DmEventType.MessageCreate)),
            (known.ConversationId, known.Source, known.SenderId, known.EventType));
        Assert.Equal($"event {id} from @jacqueline: Where are the keys?", known.Description + known.GetPreview());
        Assert.Null(api.Connection.Recognize(new DmEventReference("1999999999999999999")).Source);
        Assert.Equal(nameof(DmSource.Classic), api.Connection.Recognize(new DmEventReference(id).WithDetails(null, nameof(DmSource.Classic), null, null)).Source);
    }

    [Fact]
    public async Task An_admin_of_a_group_deletes_the_messages_of_anyone_for_everyone()
    {
        await using var api = await TestApi.StartChatAsync();
        var group = (
            await api.RunAsync(client =>
                client.CreateConversationAsync([new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Hi", Source = DmSource.Chat }))).ConversationId!;
        var id = api.Server.Api.AddChatMessage(group, "Spam", Jacqueline);
        var message = (await api.NewestAsync(group))[0];

        await api.RunAsync(async client =>
        {
            await client.DeleteChatEventAsync(new(message), forEveryone: true);
            return 0;
        });

        Assert.DoesNotContain(await api.NewestAsync(group, 10), item => item.Id == id);
    }

    [Fact]
    public async Task Others_in_a_group_are_told_who_may()
    {
        await using var api = await TestApi.StartChatAsync();
        var foreign = (await api.RunAsync(client => client.ListChatConversations().ReadPageAsync()))!
            .First(conversation => conversation.ConversationType == nameof(DmConversationType.Group) && !conversation.AdminIds.Contains(Me)).ConversationId;
        var message = (await api.NewestAsync(foreign, 30)).First(item => !item.IsOutgoing && item.Is(DmEventType.MessageCreate));
        var posts = api.Posts().Count;

        var error = await api.FailAsync(async client =>
        {
            await client.DeleteChatEventAsync(new(message), forEveryone: true);
            return 0;
        });

        Assert.Equal((DmErrorKind.Permission, DmErrorReason.ChatNotAdmin), (error.Kind, error.Reason));
        Assert.Equal(posts, api.Posts().Count);
    }

    [Fact]
    public async Task A_conversation_is_marked_as_read_up_to_its_newest_event()
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "Read me", Jacqueline);

        var newest = await api.RunAsync(client => client.MarkAsReadAsync(OneToOne));

        Assert.Equal((id, id), (newest, api.Server.Api.ChatSeenUntil(OneToOne)));
        Assert.Equal(["read"], api.Posts());
    }

    [Fact]
    public async Task Empty_pages_before_the_newest_event_are_followed()
    {
        await using var api = await TestApi.StartChatAsync();
        var id = api.Server.Api.AddChatMessage(Jacqueline, "Read me", Jacqueline);
        api.Server.Faults.When(_ => true, Fault.EmptyPage, 2);

        var newest = await api.RunAsync(client => client.MarkAsReadAsync(OneToOne));

        Assert.Equal((id, id), (newest, api.Server.Api.ChatSeenUntil(OneToOne)));
    }

    [Fact]
    public async Task A_conversation_without_events_is_not_marked_as_read()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(_ => true, Fault.Rewrite(_ => new JsonObject { ["meta"] = new JsonObject { ["result_count"] = 0, ["has_more"] = false } }));

        Assert.Null(await api.RunAsync(client => client.MarkAsReadAsync(OneToOne)));
        Assert.Empty(api.Posts());
    }
}
