using System.Globalization;
using TwitterDm.Output;

namespace TwitterDm.Commands;

// After the last row: the preview or the prompts, sending, and the report.
public sealed partial class SendDmMessageCommand
{
    private readonly SendErrors _errors = new();
    private readonly HashSet<int> _declined = [];
    private readonly HashSet<string> _previewedChats = new(StringComparer.OrdinalIgnoreCase);
    private int _previewed;
    private int _sentBefore;
    private DmSendReport? _report;

    private protected override void End()
    {
        if (_repeated > 0)
        {
            WriteWarning(
                string.Create(CultureInfo.InvariantCulture, $"{_repeated} {(_repeated == 1 ? "message repeats" : "messages repeat")} ")
                    + "the same answer to a conversation, because several of its events were piped. To answer each conversation once, pipe conversations "
                    + "(Get-DmConversation), or add Sort-Object ConversationId -Unique before Send-DmMessage.");
        }

        if (_identical > 0)
        {
            WriteWarning(
                string.Create(CultureInfo.InvariantCulture, $"{_identical} {(_identical == 1 ? "message is" : "messages are")} ")
                    + "identical to an earlier one to the same recipient, and sent as well. To send each once, name each recipient once, or add Sort-Object To, Text -Unique after Import-Csv.");
        }

        try
        {
            if (_messages.Count > 0)
                Confirm();
            if (IsWhatIf)
                ShowForecast();
            else if (_messages.Count > _declined.Count)
                Send(_client!);
        }
        finally
        {
            Report();
        }

        if (_errors.ForTheEnd(Journal is not null) is { } record)
            WriteError(record);
        if (_report is not null)
            WriteVerbose($"{_report}");
    }

    // What the journal has as sent needs no question, and stays in the list: the run skips and counts it.
    private void Confirm()
    {
        var sent = Journal is null ? [] : _client!.ReadSent(_messages, FilePath(Journal));
        for (var index = 0; index < _messages.Count; index++)
        {
            if (sent.Count > 0 && sent[index])
                _sentBefore++;
            else if (!IsConfirmed(_messages[index].Message))
                _declined.Add(index);
        }
    }

    private bool IsConfirmed(DmOutgoingMessage message)
    {
        if (ShouldProcessWithPreview(
                $"Send {Noun(message)} as {UsedConnection.User}",
                ConversationText.Destination(message, UsedConnection),
                Preview(message)))
        {
            return true;
        }

        _tally?.Decline();
        _previewed++;
        if (message.IsSentByChat())
            _previewedChats.Add(message.ToString());
        return false;
    }

    private void Send(DmClient client)
    {
        var options = new DmSendOptions { JournalPath = Journal is null ? null : FilePath(Journal), Declined = _declined };
        _tally!.Start();
        WriteEach(client.SendMessages(_messages, options, StopToken), Write);
    }

    private void Report()
    {
        if (_report is null && _tally is not null)
            AddReport(_report = _tally.ToReport());
    }

    private protected override void OnPipelineEnded(bool succeeded)
    {
        // An error about a row can have ended the pipeline before anything was sent.
        Report();
        // After Ctrl+C, nothing can be written to the pipeline anymore.
        if (_report is { } report && report.NotTried + report.Unknown > 0 && StopToken.IsCancellationRequested)
            Host.UI?.WriteWarningLine($"Send-DmMessage was stopped: {report}");
    }

    // Under -WhatIf, this only prints the sentence.
    private void ShowForecast()
    {
        if (_previewed > 1 || _sentBefore > 0)
            ShouldProcess(SendForecast.Describe(UsedConnection, _previewed, _previewedChats.Count, _sentBefore), null, null);
    }

    private void Write(DmSendResult result)
    {
        _tally!.Count(result);
        if (result.Sent is { } sent)
            WriteObject(sent);
        else if (result.Error is not null && _errors.Add(result, _messages[result.Index].Message, _targets[result.Index]) is { } record)
            WriteError(record);
    }
}
