using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <content>The keys and the members of conversations.</content>
internal sealed partial class ChatMessenger
{
    /// <summary>Replaces the key of a conversation.</summary>
    public ChatWriteResult ChangeKey(Person by, ChatConversation conversation, SubmittedEvent change) =>
        Once(by, conversation.Id, [change], () =>
            _keyChanges.Check(change, by, conversation.Plan, conversation.State.CurrentKey, out var error) is { } accepted
                ? _delivery.Deliver(by, _delivery.CopiesOf(conversation), accepted)
                : ChatWriteResult.Of(error!));

    /// <summary>Begins a one-to-one conversation with its first key, unless it has begun meanwhile.</summary>
    /// <param name="by">Who begins it.</param>
    /// <param name="other">The other person.</param>
    /// <param name="find">Finds the conversation.</param>
    /// <param name="change">The signed key change.</param>
    public ChatWriteResult Begin(Person by, Person other, Func<ChatConversation?> find, SubmittedEvent change)
    {
        lock (_gate)
        {
            if (find() is { } existing)
                return ChangeKey(by, existing, change);
            var plan = new ConversationPlan(ConversationPlan.OneToOneId(by, other), [by, other])
            {
                Steps = [],
                NewestAge = default,
                Span = default,
            };
            return Once(by, plan.Id, [change], () =>
                _keyChanges.Check(change, by, plan, current: null, out var error) is { } accepted
                    ? _delivery.Deliver(by, _delivery.Create(plan), accepted)
                    : ChatWriteResult.Of(error!));
        }
    }

    /// <summary>Creates a group.</summary>
    /// <param name="by">Who creates it.</param>
    /// <param name="plan">The group.</param>
    /// <param name="change">The signed change of its key.</param>
    /// <param name="creation">The signed creation.</param>
    /// <returns>The result for the change of the key.</returns>
    public ChatWriteResult CreateGroup(Person by, ConversationPlan plan, SubmittedEvent change, SubmittedEvent creation) =>
        Once(by, plan.Id, [change, creation], () =>
        {
            var draft = ChatDelivery.Draft(by, plan.Id, creation);
            string? signingKey = null;
            if (_groups.Contains(plan.Id) || plan.Members.Any(member => People.IsAccount(member) && _delivery.Exists(member, plan.Id)))
                return ChatWriteResult.Of(ChatWriteError.ExistingGroup(plan.Id));
            if (_keyChanges.Check(change, by, plan, current: null, out var error) is not { } accepted)
                return ChatWriteResult.Of(error!);
            error = GroupCheck.CheckCreate(draft.GroupChange!, plan, VersionOf(change))
                ?? _signatures.Verify(draft, by, plainKey: null, out signingKey);
            if (error is not null)
                return ChatWriteResult.Of(error);
            _groups.Add(plan.Id);
            var copies = _delivery.Create(plan);
            var result = _delivery.Deliver(by, copies, accepted);
            _delivery.Deliver(by, copies, creation, signingKey);
            return result;
        });

    /// <summary>Adds members to a group, which get its new key.</summary>
    /// <param name="by">Who adds them.</param>
    /// <param name="conversation">The group.</param>
    /// <param name="after">The group with its new members.</param>
    /// <param name="change">The signed change of its key.</param>
    /// <param name="addition">The signed addition.</param>
    public ChatWriteResult AddMembers(
        Person by,
        ChatConversation conversation,
        Func<ConversationPlan, ConversationPlan> after,
        SubmittedEvent change,
        SubmittedEvent addition) => Once(by, conversation.Id, [change, addition], () =>
        {
            var (before, draft) = (conversation.Plan, ChatDelivery.Draft(by, conversation.Id, addition));
            var plan = after(before);
            Person[] added = [.. plan.Members.Except(before.Members)];
            string? signingKey = null;
            if (_keyChanges.Check(change, by, plan, conversation.State.CurrentKey, out var error) is not { } accepted)
                return ChatWriteResult.Of(error!);
            error = GroupCheck.CheckAdd(draft.GroupChange!, before, added, VersionOf(change))
                ?? _signatures.Verify(draft, by, plainKey: null, out signingKey);
            if (error is not null)
                return ChatWriteResult.Of(error);
            foreach (var copy in _delivery.CopiesOf(conversation))
                copy.Change(after);
            IReadOnlyList<ChatConversation> copies =
            [
                .. _delivery.CopiesOf(conversation),
                .. _delivery.Create(plan, added, conversation.CreatedAt),
            ];
            var result = _delivery.Deliver(by, copies, accepted);
            _delivery.Deliver(by, copies, addition, signingKey);
            return result;
        });

    /// <summary>Removes a member from a group, who no longer has it then.</summary>
    /// <param name="by">Who removes the member.</param>
    /// <param name="conversation">The group.</param>
    /// <param name="member">The member.</param>
    /// <param name="removal">The signed removal.</param>
    public ChatWriteResult RemoveMember(Person by, ChatConversation conversation, Person member, SubmittedEvent removal) =>
        Once(by, conversation.Id, [removal], () =>
        {
            if (_signatures.Verify(ChatDelivery.Draft(by, conversation.Id, removal), by, plainKey: null, out var signingKey) is { } error)
                return ChatWriteResult.Of(error);
            var copies = _delivery.CopiesOf(conversation);
            foreach (var copy in copies)
            {
                if (copy.Plan.Account == member)
                    _delivery.Remove(copy);
                else
                    copy.Change(plan => plan.Without(member));
            }

            return _delivery.Deliver(by, copies, removal, signingKey);
        });

    private static string VersionOf(SubmittedEvent change) => change.KeyChange!.Version!;
}
