/* Preloaded into a program that is recorded: writes down what it asks of the allocator, in a table that the recorder
 * (process/recorder.py) reads. Nothing is written down before the recorder sets `on`.
 *
 * Fresh memory is filled with a pattern, and HashMap's random seed is a fixed one, so that two runs are alike.
 *
 * With the variable BORROWPROOF_KEEP_FREED, what is freed stays as it is and no address is given out twice, as under
 * AddressSanitizer: a pointer into freed memory is seen to be one.
 */
/* No headers of the system are needed, only the compiler's own: what is used of libc for Linux x86-64 is declared here. */
#include <stddef.h>
#include <stdint.h>

enum { PROT_READ = 1, PROT_WRITE = 2, MAP_PRIVATE = 2, MAP_ANONYMOUS = 0x20, MAP_NORESERVE = 0x4000,
       MAP_FIXED_NOREPLACE = 0x100000 };

extern void *mmap(void *, size_t, int, int, int, long);
extern void *memset(void *, int, size_t);
extern void *memcpy(void *, const void *, size_t);
extern char *getenv(const char *);
extern size_t malloc_usable_size(void *);

enum { ALLOC = 1, FREE = 2, RESIZE = 3, CAPACITY = 65536, PATTERN = 0xA5 };

struct entry { uint64_t operation, address, size, old; };
struct table { volatile uint64_t count, on, unused[2]; struct entry entries[CAPACITY]; };

static struct table *const table = (struct table *)0x200000000000;
static int mapped, keeps_freed;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

__attribute__((constructor)) static void map_table(void)
{
    void *got = mmap(table, sizeof *table, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1, 0);
    mapped = got == (void *)table;
    keeps_freed = getenv("BORROWPROOF_KEEP_FREED") != NULL;
}

static int is_on(void) { return mapped && table->on; }

static void *note(uint64_t operation, void *address, size_t size, uint64_t old)
{
    if (address && is_on()) {
        uint64_t at = __sync_fetch_and_add(&table->count, 1);
        table->entries[at % CAPACITY] = (struct entry){operation, (uint64_t)address, size, old};
    }
    return address;
}

static void *fresh(void *address, size_t size)
{
    if (address && is_on())
        memset(address, PATTERN, size);
    return note(ALLOC, address, size, 0);
}

void *malloc(size_t size) { return fresh(__libc_malloc(size), size); }

void *calloc(size_t count, size_t size) { return note(ALLOC, __libc_calloc(count, size), count * size, 0); }

static void *moved(void *old, size_t size)
{
    void *got = __libc_malloc(size);
    size_t held = malloc_usable_size(old);
    return got ? memcpy(got, old, held < size ? held : size) : got;
}

void *realloc(void *old, size_t size)
{
    uint64_t before = (uint64_t)old;
    void *got = old && keeps_freed && is_on() ? moved(old, size) : __libc_realloc(old, size);
    return note(old ? RESIZE : ALLOC, got, size, before);
}

void *aligned_alloc(size_t alignment, size_t size) { return fresh(__libc_memalign(alignment, size), size); }

int posix_memalign(void **result, size_t alignment, size_t size)
{
    void *got = aligned_alloc(alignment, size);
    if (!got)
        return 12; /* ENOMEM */
    *result = got;
    return 0;
}

void free(void *address)
{
    note(FREE, address, 0, 0);
    if (!keeps_freed || !is_on())
        __libc_free(address);
}

long getrandom(void *buffer, size_t length, unsigned flags)
{
    (void)flags;
    for (size_t at = 0; at < length; at++)
        ((unsigned char *)buffer)[at] = (unsigned char)(at * 37 + 11);
    return (long)length;
}
