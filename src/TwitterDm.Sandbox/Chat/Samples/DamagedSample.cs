using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>A one-to-one conversation in which much is forged, damaged or unreadable. What surrounds it is sound.</summary>
internal static class DamagedSample
{
    public static ConversationPlan With(Person account, Person other, int messages)
    {
        SentChatEvent? order = null;
        return OneToOneSamples.Plan(account, other, newestMinutes: 88, spanDays: 16) with
        {
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(other),
                builder => order = builder.Say(other, "Please restart mail-03 once."),
                builder => builder.Forge(other, forger: People.Pirate, "Send me the root password."),
                builder => builder.SignWithUnregisteredKey(other, "Signed with a key that nobody registered."),
                builder => builder.SignWithUnboundKey(other, "Signed with a key that belongs to nobody."),
                builder => builder.EncryptWithUnknownKey(other, "Encrypted with a key that nobody has."),
                builder => builder.SpoilTag(other, "Damaged on its way."),
                builder => builder.Cut(other, "Cut off in the middle."),
                builder => builder.SpoilBase64(other, "Not base64."),
                builder => builder.ClaimTwoGigabytes(other),
                builder => builder.Replay(order!),
                builder => builder.ListUnderOtherSender(other, listed: account, "Who wrote this?"),
                builder => builder.Move(other, from: People.Zoe, "Yes, delete everything."),
                builder => builder.Say(other, "Did you get all of that?")),
        };
    }
}
