using TwitterDm.Chat;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>What is shown as unverified: everything whose origin is not proven.</summary>
public sealed class VerificationTests
{
    [Fact]
    public async Task A_forged_signature_is_shown_but_not_verified()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Send money"), new ChatSigner(api.Other.Keys, api.Peer.Version)));

        Assert.Equal(("Send money", false, nameof(DmContentState.Readable)), (item.Text, item.IsVerified, item.ContentState));
    }

    [Fact]
    public async Task A_key_that_the_event_brings_is_not_trusted()
    {
        await using var api = await StartAsync();
        using var unregistered = ChatPrivateKeys.Generate();

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Hi"), new ChatSigner(unregistered, "1799999999999") { NamesPublicKey = true }));

        Assert.False(item.IsVerified);
    }

    [Fact]
    public async Task A_signature_must_name_the_version_of_its_key()
    {
        await using var api = await StartAsync();

        Assert.False((await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Hi"), new ChatSigner(api.Peer.Keys, "1799999999999")))).IsVerified);
    }

    [Fact]
    public async Task Without_a_signature_an_event_is_not_verified()
    {
        await using var api = await StartAsync();

        Assert.False((await api.ReadAsync(ChatEventFactory.Message(api.Envelope(api.Peer), ChatEntries.Message("Hi"), api.Key, signer: null))).IsVerified);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(8, true)]
    public async Task Signature_versions_from_2_on_are_accepted(int version, bool isVerified)
    {
        await using var api = await StartAsync();

        // The factory does not sign with a version that has no text.
        var item = await api.ReadAsync(
            WithVersion(
                api.Message(api.Peer, ChatEntries.Message("Hi"), api.Peer.Signer with { SignatureVersion = Math.Max(version, 2) }),
                version));

        Assert.Equal(isVerified, item.IsVerified);
    }

    [Fact]
    public async Task A_plain_message_is_never_verified()
    {
        await using var api = await StartAsync();
        var content = ChatEventFactory.Message(api.Envelope(api.Peer), ThriftCodec.Write(ChatEntries.Message("Your invoice")), keyVersion: null, api.Peer.Signer);

        var item = await api.ReadAsync(content);

        Assert.Equal(("Your invoice", false), (item.Text, item.IsVerified));
    }

    [Fact]
    public async Task A_signing_key_that_is_not_bound_to_the_identity_key_does_not_count()
    {
        await using var api = await StartAsync();
        api.BringKey(api.Me);
        api.Rows["7"][0]["identity_public_key_signature"] = KeyBinding.Sign(api.Other.Keys);

        Assert.False((await api.ReadAsync(api.Message(api.Peer, "Hi"))).IsVerified);
    }

    [Fact]
    public async Task An_identity_key_that_was_exchanged_breaks_the_binding()
    {
        await using var api = await StartAsync();
        api.BringKey(api.Me);
        api.Rows["7"][0]["public_key"] = Convert.ToBase64String(api.Other.Keys.IdentityPublicKey);

        Assert.False((await api.ReadAsync(api.Message(api.Peer, "Hi"))).IsVerified);
    }

    [Fact]
    public async Task Another_user_cannot_sign_with_their_own_key()
    {
        await using var api = await StartAsync();

        // Signed as user 7 by user 99, who is registered, with the version of user 99.
        Assert.False((await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Hi"), api.Other.Signer))).IsVerified);
    }

    [Fact]
    public async Task Somebody_who_is_not_in_a_one_to_one_conversation_is_not_verified_in_it()
    {
        await using var api = await StartAsync();

        Assert.False((await api.ReadAsync(api.Message(api.Other, "Hi"))).IsVerified);
    }

    [Fact]
    public async Task A_sender_other_than_the_one_in_the_list_is_shown_and_not_verified()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Hi"), senderId: "12");

        var item = Assert.Single(await api.ReadAsync());

        Assert.Equal(("7", false, "12"), (item.SenderId, item.IsVerified, item.AdditionalProperties["sender_id"]));
    }

    [Fact]
    public async Task A_message_of_another_conversation_is_not_verified()
    {
        await using var api = await StartAsync();
        var content = ChatEventFactory.Message(api.Envelope(api.Peer, "7:99"), ChatEntries.Message("Hi"), api.Key, api.Peer.Signer);

        var item = await api.ReadAsync(content);

        Assert.Equal((ChatApi.OneToOne, false, "7:99"), (item.ConversationId, item.IsVerified, item.AdditionalProperties["conversation_id"]));
    }

    [Fact]
    public async Task The_conversation_can_be_named_by_the_other_user()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));

        var page = await api.Reader.ReadEventsAsync(new ChatConversation("7"), new(10, null, []), default);

        var item = api.Reader.Decode(page.Items[0])!;
        Assert.Equal((ChatApi.OneToOne, true), (item.ConversationId, item.IsVerified));
    }

    [Fact]
    public async Task Changed_contents_do_not_verify()
    {
        await using var api = await StartAsync();
        var genuine = api.Message(api.Peer, "Yes");
        var other = api.Message(api.Peer, "No");
        var mixed = ChatEventFactory.Message(api.Envelope(api.Peer), other.Contents!, api.Key.Version, signer: null).Fields;
        mixed.AddStruct(9, genuine.Signature!.Fields);

        Assert.False((await api.ReadAsync(new ChatEvent(mixed))).IsVerified);
    }

    [Fact]
    public async Task An_edit_or_a_deletion_by_somebody_else_is_not_verified()
    {
        await using var api = await StartAsync();
        var own = api.Add(api.Message(api.Me, "22:00"));
        var theirs = api.Add(api.Message(api.Peer, "9:00"));

        Assert.False((await api.ReadAsync(api.Message(api.Peer, ChatEntries.Edit(own, "00:00")))).IsVerified);
        Assert.True((await api.ReadAsync(api.Message(api.Me, ChatEntries.Edit(own, "23:00")))).IsVerified);
        Assert.False((await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete([theirs, own], forEveryone: true)))).IsVerified);
        Assert.True((await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete([own], forEveryone: false)))).IsVerified);
        Assert.True((await api.ReadAsync(api.Message(api.Peer, ChatEntries.ReactionAdd(own, "\U0001F44D")))).IsVerified);
    }

    [Fact]
    public async Task Nobody_may_change_a_message_whose_author_is_unknown()
    {
        await using var api = await StartAsync();
        api.Conversation = new ChatConversation(ChatApi.Group) { AdminIds = ["99"] };
        var target = api.NextId();

        Assert.False((await api.ReadAsync(api.Message(api.Peer, ChatEntries.Edit(target, "00:00")))).IsVerified);
        Assert.False((await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete([target], forEveryone: true)))).IsVerified);
        Assert.True((await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete([target], forEveryone: false)))).IsVerified);
        Assert.True((await api.ReadAsync(api.Detail(api.Other, ChatDetails.Delete([target], forEveryone: true)))).IsVerified);
    }

    [Fact]
    public async Task A_deletion_of_what_is_no_longer_in_the_list_is_verified()
    {
        await using var api = await StartAsync();
        var older = api.Add(api.Message(api.Peer, ChatEntries.Message("Older")));
        var target = api.NextId();
        var deletion = api.Add(api.Detail(api.Peer, ChatDetails.Delete([target], forEveryone: true)));
        var foreign = api.Add(api.Detail(api.Me, ChatDetails.Delete([older], forEveryone: true)));

        var events = await api.ReadAsync();

        Assert.True(events.Single(item => item.Id == deletion).IsVerified);
        Assert.False(events.Single(item => item.Id == foreign).IsVerified);
    }

    [Theory]
    [InlineData(ChatApi.OneToOne, true)]
    [InlineData(ChatApi.Group, false)]
    public async Task The_deletion_of_a_conversations_first_message_is_verified_if_its_list_was_read_to_its_end(string conversation, bool expected)
    {
        await using var api = await StartAsync();
        api.Conversation = new ChatConversation(conversation);
        var first = api.NextId();
        var deletion = api.Add(api.Detail(api.Me, ChatDetails.Delete([first], forEveryone: true)));
        api.Add(api.Message(api.Me, "What is left"));

        Assert.Equal(expected, (await api.ReadAsync()).Single(item => item.Id == deletion).IsVerified);
    }

    [Fact]
    public async Task An_edit_of_a_deleted_message_is_verified_if_the_same_person_deleted_it()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Older"));
        var deleted = api.NextId();
        var genuine = api.Add(api.Message(api.Me, ChatEntries.Edit(deleted, "v2")));
        var forged = api.Add(api.Message(api.Peer, ChatEntries.Edit(deleted, "v3")));
        api.Add(api.Detail(api.Me, ChatDetails.Delete([deleted], forEveryone: true)));

        var events = await api.ReadAsync();

        Assert.Equal((true, false), (Find(genuine), Find(forged)));

        bool? Find(string id) => events.Single(item => item.Id == id).IsVerified;
    }

    [Fact]
    public async Task An_edit_of_what_an_admin_of_a_group_deleted_is_not_verified()
    {
        await using var api = await StartAsync();
        api.Conversation = new ChatConversation(ChatApi.Group) { AdminIds = [api.Me.Id] };
        api.Add(api.Message(api.Peer, "Older"));
        var deleted = api.NextId();
        var edit = api.Add(api.Message(api.Me, ChatEntries.Edit(deleted, "What they never wrote")));
        api.Add(api.Detail(api.Me, ChatDetails.Delete([deleted], forEveryone: true)));

        Assert.False((await api.ReadAsync()).Single(item => item.Id == edit).IsVerified);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_was_read_before_and_is_no_longer_listed_is_verified()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Me, "Older"));
        var original = api.Add(api.Message(api.Me, "v1"));
        await api.ReadAsync();
        api.Events.RemoveAt(0);
        var genuine = api.Add(api.Message(api.Me, ChatEntries.Edit(original, "v2")));
        var forged = api.Add(api.Message(api.Peer, ChatEntries.Edit(original, "v3")));
        api.NewReader();

        var events = await api.ReadAsync();

        Assert.True(events.Single(item => item.Id == genuine).IsVerified);
        Assert.False(events.Single(item => item.Id == forged).IsVerified);
    }

    [Fact]
    public async Task An_event_that_proves_nothing_does_not_name_the_author()
    {
        await using var api = await StartAsync();
        api.Conversation = new ChatConversation(ChatApi.Group);
        var target = api.NextId();
        var edit = api.Add(api.Message(api.Peer, ChatEntries.Edit(target, "00:00")));
        // Nobody has signed that user 7 wrote the message.
        var stub = ChatEventFactory.Message(api.Envelope(api.Peer, id: target), ChatEntries.Message("Mine"), api.Key, signer: null);
        api.Events.Add(new { id = target, encoded_event = stub.ToBase64() });

        Assert.False((await api.ReadAsync()).Single(item => item.Id == edit).IsVerified);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_with_the_id_of_another_one_does_not_hide_it(bool isPlain)
    {
        await using var api = await StartAsync();
        var victim = api.Add(api.Message(api.Me, "22:00"));
        var stub = isPlain
            ? ChatEventFactory.PlainMessage(api.Envelope(api.Peer, id: victim), ChatEntries.Message("Mine"))
            : ChatEventFactory.Message(api.Envelope(api.Peer, id: victim), ChatEntries.Message("Mine"), api.Key, signer: null);
        api.Add(stub);
        var edit = api.Add(api.Message(api.Peer, ChatEntries.Edit(victim, "00:00")));

        var page = await api.ReadPageAsync();

        var items = page.Items.Select(item => api.Reader.Decode(item)!).ToArray();
        Assert.Equal([(edit, "00:00", false), (victim, "22:00", true)], items.Select(item => (item.Id, item.Text!, item.IsVerified!.Value)));
        Assert.Contains(victim, Assert.Single(page.Problems).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_twice_on_a_page_is_one_event_and_no_problem()
    {
        await using var api = await StartAsync();
        var content = api.Message(api.Me, "22:00");
        api.Add(content);
        api.Add(content);

        var page = await api.ReadPageAsync();

        Assert.Single(page.Items);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task An_admin_may_delete_for_everyone_but_not_edit()
    {
        await using var api = await StartAsync();
        api.Conversation = new ChatConversation(ChatApi.Group) { AdminIds = ["7"] };
        var own = api.Add(api.Message(api.Me, "22:00"));

        Assert.True((await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Delete([own], forEveryone: true)))).IsVerified);
        Assert.False((await api.ReadAsync(api.Detail(api.Other, ChatDetails.Delete([own], forEveryone: true)))).IsVerified);
        Assert.False((await api.ReadAsync(api.Message(api.Peer, ChatEntries.Edit(own, "00:00")))).IsVerified);
    }

    [Fact]
    public async Task The_target_can_be_on_a_later_page_of_the_same_run()
    {
        await using var api = await StartAsync();
        var target = api.NextId();
        api.Add(api.Message(api.Peer, ChatEntries.Edit(target, "00:00")));
        var first = await api.ReadPageAsync();
        api.Events.Clear();
        api.Add(ChatEventFactory.Message(api.Envelope(api.Me, id: target), ChatEntries.Message("22:00"), api.Key, api.Me.Signer));
        await api.ReadPageAsync();

        Assert.False(api.Reader.Decode(first.Items[0])!.IsVerified);
    }

    private static ChatEvent WithVersion(ChatEvent content, int version)
    {
        var signature = new ThriftStruct().Add(1, content.Signature!.Value).Add(2, content.Signature.KeyVersion).Add(3, $"{version}");
        content.Fields.AddStruct(9, signature);
        return content;
    }

    private static async Task<ChatApi> StartAsync()
    {
        var api = await ChatApi.StartAsync();
        api.BringKey();
        api.KeyEvents.Add(api.KeyChange(api.Peer, conversationId: ChatApi.Group).ToBase64());
        return api;
    }
}
