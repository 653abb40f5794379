from django.shortcuts import get_object_or_404, render

from .models import Book


def book_list(request):
    books = Book.objects.select_related("author")
    return render(request, "shop/book_list.html", {"books": books})


def book_detail(request, slug):
    book = get_object_or_404(Book.objects.select_related("author"), slug=slug)
    return render(request, "shop/book_detail.html", {"book": book})
