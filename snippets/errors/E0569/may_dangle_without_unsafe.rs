//@ error E0658 E0569
struct Bag<T>(Vec<T>);

impl<#[may_dangle] T> Drop for Bag<T> { //~ E0658
//~| E0569
    fn drop(&mut self) {
        println!("{}", self.0.len());
    }
}

fn main() {}
