//! A program without std, so that its executable is small: every kind of type, variable and place that is read.
#![no_std]
#![no_main]
#![allow(dead_code)]

use core::hint::black_box;
use core::panic::PanicInfo;

static mut COUNTER: u32 = 7;
static mut ZEROS: [u8; 80_000] = [0; 80_000];
static NAMES: [&str; 2] = ["la", "do"];
static EMPTY: () = ();

#[derive(Clone, Copy)]
#[repr(u8)]
enum Colour {
    Red = 1,
    Blue = 4,
}

struct Song<'a> {
    title: &'a str,
    seconds: u16,
    colour: Colour,
}

enum Shape {
    Circle { radius: f64 },
    Square(i32, char),
    Nothing,
}

enum Only {
    One(u8),
}

union Bits {
    whole: u32,
    parts: [u8; 4],
}

#[derive(Clone)]
struct Pair<A, B> {
    first: A,
    second: B,
}

trait Area {
    fn area(&self) -> i32;
}

impl Area for Pair<i32, i32> {
    fn area(&self) -> i32 {
        self.first.wrapping_mul(self.second)
    }
}

impl Area for () {
    fn area(&self) -> i32 {
        rust_panic();
        0
    }
}

mod inner {
    pub static DEEP: i64 = -3;

    #[inline(always)]
    pub fn doubled(number: i32) -> i32 {
        let twice = number.wrapping_add(number);
        twice
    }
}

fn apply<F: Fn(i32) -> i32>(function: F, count: i32) -> i32 {
    function(count)
}

#[inline(never)]
fn checked(number: i32) -> i32 {
    let before = black_box(number);
    if before > 100 {
        let excess = before.wrapping_sub(100);
        stop(excess);
    }
    let after = before.wrapping_mul(3);
    black_box(after).wrapping_add(before)
}

#[cold]
#[inline(never)]
fn stop(code: i32) -> ! {
    black_box(code);
    loop {}
}

#[inline(never)]
fn sum(numbers: &[i32], start: i32) -> i32 {
    let mut total = start;
    for number in numbers {
        let square = number.wrapping_mul(*number);
        total = total.wrapping_add(square);
    }
    total
}

#[inline(never)]
fn main() -> i32 {
    let song = Song { title: NAMES[0], seconds: 90, colour: Colour::Blue };
    let shapes = [Shape::Circle { radius: 1.5 }, Shape::Square(2, 'x'), Shape::Nothing];
    let only = Only::One(3);
    let bits = Bits { whole: 0x0102_0304 };
    let pair = Pair { first: 6, second: 7 };
    let maybe: Option<&Song> = Some(&song);
    let dynamic: &dyn Area = &pair;
    let shown: &dyn Area = &EMPTY;
    let pointer: *const u32 = &raw const COUNTER;
    let called: fn(i32) -> i32 = inner::doubled;
    let offset = black_box(checked(5));
    let result = apply(|count| count.wrapping_add(offset).wrapping_add(inner::doubled(count)), dynamic.area());
    {
        let result = result.wrapping_add(sum(&[1, 2, 3], called(4)));
        unsafe {
            COUNTER = result as u32;
            ZEROS[2] = 1;
        }
    }
    black_box(&(&shapes, &only, unsafe { bits.parts }, maybe, shown, pointer, inner::DEEP));
    result
}

#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    black_box(main());
    loop {}
}

#[unsafe(no_mangle)]
fn rust_panic() {}

#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[panic_handler]
fn panicked(_: &PanicInfo) -> ! {
    loop {}
}
