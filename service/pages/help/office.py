"""Help for the pages of readers, alarms and accounts."""

from collections.abc import Mapping

from service.language import key
from service.pages.help.topic import Help, about

OFFICE: Mapping[str, Help] = {
    "/start": about(
        key("Setting up the school"),
        key("First enter the name of the school, the code that the service shows, and a password of your own."),
        key("Then come rooms, register, first tag and first count. Each step can be left out and done later."),
        key("You can stop at any time; the page knows how far you have come."),
    ),
    "/first-steps": about(
        key("The first steps"),
        key("Rooms, register, first tag, first count: in this order, or in another."),
        key("What is done has a tick. It is told by what your school has, so you can leave and come back."),
        key("The sample school is a school of its own. What you try there changes nothing in yours."),
    ),
    "/stations": about(
        key("Readers"),
        key("Every scanner that is connected, with whether it works now."),
        key("A new reader gets a name and a code; type the code where the scanner is plugged in."),
        key("What is wrong is said here, with what to do about it."),
    ),
    "/alarms": about(
        key("Alarms"),
        key("What readers at doors heard that no document explains."),
        key("Go and look, write what became of it, and press “Seen to”."),
        key("A thing is told of once, until somebody has seen to it."),
    ),
    "/notices": about(
        key("Who is told"),
        key("Alarms can go to e-mail or to a group chat, by kind."),
        key("Press “Send a trial” to see whether notices arrive."),
    ),
    "/password": about(
        key("Your password"),
        key("Type the old password once and a new one. Afterwards you sign in anew."),
        key("A few words in a row are easy to remember and hard to guess."),
    ),
    "/sign-in": about(
        key("Signing in"),
        key("User name and password come from the person who runs Rollcall at your school."),
        key("After several wrong tries there is a short wait."),
    ),
    "/help": about(
        key("Help"),
        key("Every page has its own help at the top. Here all of it stands together."),
    ),
}
