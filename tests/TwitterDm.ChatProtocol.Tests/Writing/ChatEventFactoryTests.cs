using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.ChatProtocol.Tests.Writing;

public sealed class ChatEventFactoryTests
{
    private readonly Party _party = new();

    [Fact]
    public void Events_of_every_kind_come_back_and_are_verified_where_they_are_signed()
    {
        foreach (var sample in AllKinds.Of(_party))
        {
            var read = ChatEvent.Read(sample.Event.ToBase64());
            Assert.Equal(sample.Event.ToBytes(), read.ToBytes());
            Assert.True(sample.IsSigned == _party.Verifies(read, _party.Key.Key), sample.Name);
            Assert.Equal(sample.IsSigned, read.Signature is not null);
            Assert.True(AllProperties.Read(read) > 20);
        }
    }

    [Fact]
    public void Every_known_kind_is_made_once()
    {
        var samples = AllKinds.Of(_party).Select(sample => sample.Event).ToList();
        var entries = samples
            .Where(item => item.Kind == ChatEventKind.MessageCreateEvent)
            .Select(item => item.IsPlain ? ChatEntry.Read(item.Contents) : _party.Open(item))
            .ToList();
        Assert.Equal(
            Enum.GetValues<ChatEventKind>().Except([ChatEventKind.RequestForEncryptedResendEvent]),
            samples.Select(item => item.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<ChatEntryKind>(), entries.Select(entry => entry.Kind).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<ChatGroupChangeKind>().Skip(1),
            samples.Select(item => item.GroupChange?.Kind).OfType<ChatGroupChangeKind>().Distinct().Order());
        Assert.Equal(
            Enum.GetValues<ChatMetadataChangeKind>().Skip(1),
            samples.Select(item => item.MetadataChange?.Kind).OfType<ChatMetadataChangeKind>().Distinct().Order());
        Assert.Equal(
            [98, 99],
            new[]
            {
                samples.Single(item => item.Kind == ChatEventKind.Unknown && item.KindNumber != 0).KindNumber,
                entries.Single(entry => entry.Kind == ChatEntryKind.Unknown).KindNumber,
            });
    }

    [Fact]
    public void A_key_change_gives_each_participant_the_key()
    {
        var change = _party.KeyChange();
        Assert.Equal((_party.Key.Version, false), (change.KeyChange!.Version, change.KeyChange.IsRotation));
        Assert.Equal(["222", "111"], change.KeyChange.ParticipantKeys.Select(row => row.UserId));
        Assert.Equal(_party.Key.Key, _party.BobKeys.Unwrap(change.KeyChange.ParticipantKeys[0].EncryptedKey));
        Assert.Equal(_party.Key.Key, _party.AliceKeys.Unwrap(change.KeyChange.ParticipantKeys[1].EncryptedKey));
        Assert.Equal([_party.Bob.KeyVersion, _party.Alice.KeyVersion], change.KeyChange.ParticipantKeys.Select(row => row.PublicKeyVersion));
        Assert.True(_party.Verifies(change, _party.Key.Key));
        Assert.False(_party.Verifies(change, ConversationKeys.New()));
    }

    [Fact]
    public void The_envelope_and_the_settings_are_in_the_event()
    {
        var envelope = new ChatEnvelope("5", "m", "111", "111:222", 17)
        {
            ConversationToken = "token",
            PreviousSequenceId = "4",
            IsTrusted = true,
            RelaySource = 1,
        };
        var settings = new ChatMessageSettings
        {
            ShouldNotify = false,
            TimeToLiveMilliseconds = 60,
            DeliveredAtMilliseconds = 18,
            Priority = 2,
            IsMessageRequest = true,
        };
        var read = ChatEvent.Read(
            ChatEventFactory
                .Message(envelope, ChatEntries.Message("x"), _party.Key, _party.Alice with { NamesPublicKey = true }, settings)
                .ToBytes());
        Assert.Equal(
            ("5", "m", "111", "111:222", (long?)17),
            (read.SequenceId, read.MessageId, read.SenderId, read.ConversationId, read.CreatedAtMilliseconds));
        Assert.Equal(
            ("token", "4", (bool?)true, (long?)1),
            (read.ConversationToken, read.PreviousSequenceId, read.IsTrusted, read.RelaySource));
        var options = read.MessageOptions!;
        Assert.Equal(
            ((bool?)false, (long?)60, (long?)18, (long?)2, (bool?)true),
            (options.ShouldNotify, options.TimeToLiveMilliseconds, options.DeliveredAtMilliseconds, options.Priority, options.IsMessageRequest));
        Assert.Equal(Convert.ToBase64String(_party.AliceKeys.SigningPublicKey!), read.Signature!.Fields.Text(4));
        Assert.True(_party.Verifies(read));
    }

    [Fact]
    public void A_signature_covers_the_message_its_sender_and_its_conversation()
    {
        var whole = ChatEventFactory.Message(_party.Envelope(), ChatEntries.Message("x"), _party.Key, _party.Alice);
        Assert.True(_party.Verifies(whole));

        // The last field of a number counts.
        Assert.True(_party.Verifies(Changed(whole, fields => fields.Add(1, "another sequence id").Add(6, "1"))));
        Assert.False(_party.Verifies(Changed(whole, fields => fields.Add(2, "another message"))));
        Assert.False(_party.Verifies(Changed(whole, fields => fields.Add(3, "222"))));
        Assert.False(_party.Verifies(Changed(whole, fields => fields.Add(4, "111:333"))));
        Assert.False(_party.Verifies(Changed(whole, fields => fields.Struct(7)!.Struct(1)!.Add(101, "another version"))));
        Assert.False(_party.Verifies(Changed(whole, fields => fields.Struct(7)!.Struct(1)!.Add(100, new byte[50]))));
        Assert.False(_party.Verifies(Changed(whole, fields => fields.AddStruct(9, new()))));
    }

    private static ChatEvent Changed(ChatEvent whole, Action<ThriftStruct> change)
    {
        var fields = ThriftCodec.Read(whole.ToBytes());
        change(fields);
        return new(fields);
    }
}
