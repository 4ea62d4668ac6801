using System.Globalization;
using System.IO.Compression;
using System.Text;
using TwitterDm.Testing.Archives;

namespace TwitterDm.Bench.Archives;

/// <summary>Writes an archive with as many messages as wanted, cut into pieces of 1,000 that overlap by ten, as X does.</summary>
internal static class LargeArchive
{
    private const int Conversations = 500;
    private const int Piece = 1000;
    private const int Overlap = 10;
    private const string Words = "Thanks for your message, we are looking into it and will be back with news before the end of the week. ";

    /// <summary>Writes the archive to a folder, and a zip file of it.</summary>
    /// <returns>The size of the file with the messages.</returns>
    public static long Write(string folder, string zip, int messages)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        File.WriteAllText(Path.Combine(data, "manifest.js"), """window.__THAR_CONFIG = {"userInfo":{"accountId":"111","userName":"support_desk","displayName":"Support Desk"}}""");
        var file = Path.Combine(data, "direct-messages.js");
        using (var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20))
        {
            writer.Write("window.YTD.direct_messages.part0 = [ ");
            var each = Math.Max(1, messages / Conversations);
            for (var conversation = 0; conversation * each < messages; conversation++)
                WriteConversation(writer, conversation, Math.Min(each, messages - (conversation * each)));
            writer.Write(" ]");
        }

        File.Delete(zip);
        ZipFile.CreateFromDirectory(folder, zip, CompressionLevel.Fastest, includeBaseDirectory: false);
        return new FileInfo(file).Length;
    }

    private static void WriteConversation(StreamWriter writer, int conversation, int count)
    {
        for (var start = 0; start < count; start += Piece)
        {
            writer.Write(conversation + start == 0 ? string.Empty : ",\n");
            writer.Write(string.Create(CultureInfo.InvariantCulture, $$"""{ "dmConversation" : { "conversationId" : "111-{{1000 + conversation}}", "messages" : [ """));
            var last = Math.Max(0, start - Overlap);
            for (var number = Math.Min(start + Piece, count) - 1; number >= last; number--)
                WriteMessage(writer, conversation, number, isLast: number == last);
            writer.Write(" ] } }");
        }
    }

    private static void WriteMessage(StreamWriter writer, int conversation, int number, bool isLast)
    {
        var second = (number * Conversations) + conversation;
        var (sender, recipient) = number % 2 == 0 ? ("111", $"{1000 + conversation}") : ($"{1000 + conversation}", "111");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $$"""
            { "messageCreate" : {
                "recipientId" : "{{recipient}}",
                "reactions" : [ ],
                "urls" : [ ],
                "text" : "{{number}} {{Words.AsSpan(number % 50)}}",
                "mediaUrls" : [ ],
                "senderId" : "{{sender}}",
                "id" : "{{ArchiveConversationBuilder.Id(second)}}",
                "createdAt" : "{{ArchiveConversationBuilder.Time(second)}}"
              } }{{(isLast ? string.Empty : ",")}}
            """));
    }
}
