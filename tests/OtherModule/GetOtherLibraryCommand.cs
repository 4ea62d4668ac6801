using System;
using System.Management.Automation;
using System.Net.Http;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace OtherModule;

/// <summary>Uses its libraries and returns which versions were loaded.</summary>
[Cmdlet(VerbsCommon.Get, "OtherLibrary")]
[OutputType(typeof(PSObject))]
public sealed class GetOtherLibraryCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        NullLogger.Instance.BeginScope(JsonSerializer.Serialize(new[] { client.Timeout })).Dispose();
        new ResiliencePipelineBuilder().Build().Execute(() => { });
        WriteLibrary(typeof(IHttpClientFactory));
        WriteLibrary(typeof(NullLogger));
        WriteLibrary(typeof(JsonSerializer));
        WriteLibrary(typeof(ResiliencePipeline));
    }

    private void WriteLibrary(Type type)
    {
        var name = type.Assembly.GetName();
        var library = new PSObject();
        library.Properties.Add(new PSNoteProperty("Name", name.Name));
        library.Properties.Add(new PSNoteProperty("Version", name.Version));
        library.Properties.Add(new PSNoteProperty("Assembly", type.Assembly));
        WriteObject(library);
    }
}
