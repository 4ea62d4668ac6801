using System.Text;
using TwitterDm;
using TwitterDm.Auth;

// Usage: ADDRESS TOKEN CHECKPOINT FILE. Reads what is new, adds the id of each event to the file before it asks for the next, and says it.
var (address, token, checkpoint, path) = (new Uri(args[0]), args[1], args[2], args[3]);
using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = address, Credential = new BearerCredential(token) });
await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
await Console.Out.WriteLineAsync("begin");
await foreach (var item in new DmClient(connection).ListEvents(new DmEventQuery { CheckpointPath = checkpoint }))
{
    await file.WriteAsync(Encoding.ASCII.GetBytes(item.Id + "\n"));
    await Console.Out.WriteLineAsync(item.Id);
}

await Console.Out.WriteLineAsync("end");
