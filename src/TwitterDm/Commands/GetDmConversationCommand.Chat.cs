using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <content>The conversations of X Chat.</content>
public sealed partial class GetDmConversationCommand
{
    // X bills each event, and a conversation that was not updated for a month waits for no answer.
    private DateTimeOffset UnansweredSince => Since ?? DateTimeOffset.UtcNow - DmEventQuery.Window;

    private void AddChat(DmClient client, bool classic, string[] wanted, List<DmConversation> found)
    {
        var conversations = new List<DmConversation>();
        try
        {
            ForEachChat(client, wanted, conversations.Add);
        }
        catch (DmException exception) when (classic && exception.Kind == DmErrorKind.NotFound)
        {
            WriteWarning($"Only classic conversations are listed: {exception.Message}");
        }

        if (Unanswered)
            AddUnanswered(client, conversations, found);
        else
            found.AddRange(conversations);
    }

    private void AddUnanswered(DmClient client, List<DmConversation> conversations, List<DmConversation> found)
    {
        var due = conversations.Where(conversation => IsUpdatedSince(conversation, UnansweredSince)).ToArray();
        if (due.Length == 0)
            return;
        WriteWarning(
            string.Create(
                CultureInfo.InvariantCulture,
                $"X Chat does not say which conversations are unanswered: the newest event of {CountText.Of(due.Length, "conversation")} of X Chat is read, which costs up to {due.Length * UsedConnection.Prices.Event:0.00} USD, beside what classic events cost. -Since limits them to those that were updated since then."));
        foreach (var conversation in due)
        {
            var read = Await(client.ReadLastChatEventAsync(conversation, StopToken));
            ShowNotices();
            if (read.IsUnanswered == true)
                found.Add(read);
        }
    }

    private void ReadOne(DmClient client, string id)
    {
        var (classic, chat) = Sources(id);
        var found = new List<DmConversation>();
        if (classic)
        {
            // A conversation's own list has no limit of time; this one shows the same period for all.
            var since = Since ?? DateTimeOffset.UtcNow - DmEventQuery.Window;
            found.AddRange(
                ReadClassic(
                    client,
                    new DmEventQuery
                    {
                        ConversationId = id,
                        Since = since,
                        Sources = chat ? [DmSource.Classic] : GivenClassic,
                    },
                    []));
        }

        if (chat)
            AddOneOfChat(client, id, found);
        WriteObject(Order(found), enumerateCollection: true);
    }

    // One that is only classic is no error.
    private void AddOneOfChat(DmClient client, string id, List<DmConversation> found)
    {
        try
        {
            var conversation = Await(client.GetChatConversationAsync(id, StopToken));
            if (!IsUpdatedSince(conversation, Since))
                return;
            if (Unanswered)
                AddUnanswered(client, [conversation], found);
            else
                found.Add(conversation);
        }
        catch (DmException exception) when (found.Count > 0 && exception.Kind == DmErrorKind.NotFound)
        {
            WriteVerbose($"{exception.Message}");
        }
    }

    // Page by page, until there are enough.
    private void ForEachChat(DmClient client, string[] wanted, Action<DmConversation> handle)
    {
        var listing = client.ListChatConversations();
        var count = 0;
        bool HasEnough() => count >= First && !Unanswered;
        try
        {
            while (!HasEnough() && Await(listing.ReadPageAsync(StopToken)) is { } page)
            {
                foreach (var conversation in page.Where(conversation => IsWanted(conversation, wanted) && IsUpdatedSince(conversation, Since))
                        .TakeWhile(_ => !HasEnough()))
                {
                    count++;
                    handle(conversation);
                    ShowNotices();
                }
            }
        }
        finally
        {
            // Nothing may be written here: Select-Object -First may have stopped the pipeline.
            listing.Stop(HasEnough());
            AddReport(listing.Report!);
        }
    }

    // X does not always say when a conversation was updated; such a one could have been. Text, for the hour that a change of the clocks
    // repeats.
    private static bool IsUpdatedSince(DmConversation conversation, DateTimeOffset? since)
        => since is not { } start || conversation.Timestamp is not { } updated
        || string.CompareOrdinal(updated, start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)) >= 0;
}
