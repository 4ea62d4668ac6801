using System.Text;
using TwitterDm;
using TwitterDm.Auth;
using TwitterDm.Testing;

// Usage: ADDRESS TOKEN CHECKPOINT FILE [CLOCK]. Reads new events, appends the id of each to the file before it requests the next, and
// prints it. With - instead of a checkpoint, it reads all events and resumes after errors.
var (address, token, checkpoint, path) = (new Uri(args[0]), args[1], args[2] is "-" ? null : args[2], args[3]);
var clock = args is [_, _, _, _, var words] ? FastClock.Parse(words) : TimeProvider.System;
using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = address, Credential = new BearerCredential(token), Clock = clock });
await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
await Console.Out.WriteLineAsync("begin");
DmEventQuery? query = new() { CheckpointPath = checkpoint };
while (query is not null)
    query = await ReadAsync(query);
await Console.Out.WriteLineAsync("end");

// Returns the resume token after an error; null at the end.
async Task<DmEventQuery?> ReadAsync(DmEventQuery part)
{
    try
    {
        await foreach (var item in new DmClient(connection).ListEvents(part))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(item.Id + "\n"));
            await Console.Out.WriteLineAsync(item.Id);
        }

        return null;
    }
    catch (DmException exception) when (checkpoint is null && exception.Target is DmResumePoint { PageToken: { } next })
    {
        return part with { PageToken = next };
    }
}
