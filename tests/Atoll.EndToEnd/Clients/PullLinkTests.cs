using System.Text.RegularExpressions;
using Atoll.Accounts.People;
using Atoll.EndToEnd.Story;
using Atoll.Storage;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Clients;

/// <summary>A teacher's link (nbgitpuller): opened signed out, it ends in the notebook; opened again, it leaves what the student changed.</summary>
[Trait("Image", "notebook")]
public sealed class PullLinkTests(NotebookHub hub) : IClassFixture<NotebookHub>
{
    private const string Link =
        "/hub/user-redirect/git-pull?repo=file%3A%2F%2F%2Fhome%2Fjovyan%2Fteacher&branch=main&targetpath=class&urlpath=lab%2Ftree%2Fclass%2Flesson.ipynb";

    private const string Notebook =
        """{"cells": [{"cell_type": "code", "id": "one", "metadata": {}, "source": "", "outputs": [], "execution_count": null}], "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}, "nbformat": 4, "nbformat_minor": 5}""";

    [Fact]
    public async Task It_ends_in_the_notebook_and_local_edits_survive()
    {
        var ada = await hub.AddAsync("ada");
        await Story.Servers.StartAsync(hub.Hub, ada, hub.Environment.Name);
        var teacher = await Kernel.ConnectAsync(hub.Hub, ada);
        await teacher.RunAsync(Commit("lesson.ipynb", Notebook, "git init -q -b main ."));
        await teacher.RunAsync(Commit("notes.md", "one"));
        await Story.Servers.StopAsync(hub.Hub, ada);

        var page = await hub.SignInAsync(ada, Link);
        await ClientHub.StartAsync(page);
        var lab = new Lab(page);
        await lab.WaitAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/user/{ada.Name}/lab/tree/class/lesson.ipynb"));
        Assert.Equal("42", await lab.RunFirstAsync("print(6 * 7)"));
        await hub.TakeAsync(page, "pulled");

        teacher = await Kernel.ConnectAsync(hub.Hub, ada);
        await teacher.RunAsync("open('/home/jovyan/class/notes.md', 'w').write('mine') and None");
        await teacher.RunAsync(Commit("more.md", "two"));
        await page.GotoAsync(Link);
        await lab.WaitAsync();
        // Lab that finds its notebook open already shows the folder in the address.
        await Expect(page.Locator(".jp-mod-current .lm-TabBar-tabLabel, .lm-mod-current .lm-TabBar-tabLabel").GetByText("lesson.ipynb")).ToBeVisibleAsync();
        Assert.Equal(("mine", "two"), (Read(ada, "notes.md"), Read(ada, "more.md")));
        await page.Context.CloseAsync();
    }

    // The repository lies in the home: what the server may reach is not what this is about.
    private static string Commit(string file, string text, string before = "true") =>
        $"""
        import os, subprocess
        os.makedirs("/home/jovyan/teacher", exist_ok=True)
        open("/home/jovyan/teacher/{file}", "w").write('{text}')
        subprocess.run("{before} && git add . && git -c user.name=t -c user.email=t@example.org commit -qm one",
            shell=True, check=True, cwd="/home/jovyan/teacher")
        """;

    private string Read(UserRow user, string file) =>
        File.ReadAllText(Path.Combine(hub.Hub.Settings.Data.Volumes, Homes.VolumeOf(user.Id), "class", file));
}
